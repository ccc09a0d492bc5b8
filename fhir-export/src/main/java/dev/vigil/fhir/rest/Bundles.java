package dev.vigil.fhir.rest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Batches as text: the resources are text already.
final class Bundles {

    private Bundles() {
    }

    static String batch(List<Write> writes) {
        StringBuilder bundle = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[");
        String separator = "";
        for (Write write : writes) {
            bundle.append(separator).append("{\"resource\":").append(write.json())
                    .append(",\"request\":{\"method\":\"").append(write.method()).append('"');
            field(bundle, "url", write.url());
            field(bundle, "ifMatch", write.ifMatch());
            field(bundle, "ifNoneExist", write.ifNoneExist());
            bundle.append("}}");
            separator = ",";
        }
        return bundle.append("]}").toString();
    }

    private static void field(StringBuilder bundle, String name, @Nullable String value) {
        if (value != null) {
            bundle.append(",\"").append(name).append("\":\"");
            JsonStringEncoder.getInstance().quoteAsString(value, bundle);
            bundle.append('"');
        }
    }
}
