package dev.vigil.fhir.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one record becomes; nothing, where it has no place in an EHR or could not be read.
///
/// @param patientId whom it is about, null where the record could not be read
/// @param series names the kind of record where several kinds give the same resource type, else empty
/// @param references what the resources refer to and a server must know before them
/// @param resources in the order of their revisions
public record Export(Source source, @Nullable String patientId, String series, List<EncodedResource> references,
        List<EncodedResource> resources) {

    public Export {
        references = List.copyOf(references);
        resources = List.copyOf(resources);
    }

    public static Export nothing(Source source) {
        return new Export(source, null, "", List.of(), List.of());
    }
}
