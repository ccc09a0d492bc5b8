package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A Bundle of readings. In a batch every one stands for itself; a transaction is taken as a whole or not at
/// all, as FHIR says.
record FhirBundle(boolean transaction, List<BundleEntry> entries, References references) {

    private static final Set<String> READ_FOR_IDENTIFIERS = Set.of("Device", "Patient");

    /// @return whether it is a Bundle that can be taken
    static boolean isOne(JsonNode root) {
        String type = root.path("type").asText();
        return "Bundle".equals(root.path("resourceType").textValue())
                && (type.equals("batch") || type.equals("transaction"));
    }

    static FhirBundle of(JsonNode root) {
        List<BundleEntry> entries = new ArrayList<>();
        Map<String, JsonNode> byFullUrl = new HashMap<>();
        for (JsonNode entry : root.path("entry")) {
            entries.add(kindOf(entry));
            String fullUrl = entry.path("fullUrl").textValue();
            if (fullUrl != null) {
                byFullUrl.put(fullUrl, entry.path("resource"));
            }
        }
        return new FhirBundle("transaction".equals(root.path("type").textValue()), List.copyOf(entries),
                new References(Map.copyOf(byFullUrl)));
    }

    /// How many readings it may become.
    long count() {
        return entries.stream().filter(BundleEntry.OfReading.class::isInstance).count();
    }

    /// What became of each, in order.
    List<Checked> readings(Function<Draft, Checked> check) {
        List<Checked> readings = new ArrayList<>();
        boolean whole = true;
        for (BundleEntry entry : entries) {
            if (entry instanceof BundleEntry.OfReading(ReadingResource kind, JsonNode resource)) {
                readings.add(FhirFormat.reading(kind, resource, references, check));
            }
            whole &= !(entry instanceof BundleEntry.NotTaken);
        }
        boolean undone = transaction
                && (!whole || readings.stream().anyMatch(Checked.Rejected.class::isInstance));
        return undone ? readings.stream().map(FhirBundle::undone).toList() : readings;
    }

    private static Checked undone(Checked reading) {
        return reading instanceof Checked.Rejected ? reading : new Checked.Rejected(new Refusal(
                Refusal.Type.TRANSACTION, "Another entry of the transaction was refused.", null, null));
    }

    private static BundleEntry kindOf(JsonNode entry) {
        String method = entry.path("request").path("method").asText("POST");
        String type = entry.path("resource").path("resourceType").asText();
        if (!method.equals("POST") && !method.equals("PUT")) {
            return new BundleEntry.NotTaken("request.method must be POST or PUT");
        }
        return ReadingResource.ofType(type)
                .<BundleEntry>map(kind -> new BundleEntry.OfReading(kind, entry.path("resource")))
                .orElseGet(() -> READ_FOR_IDENTIFIERS.contains(type) ? new BundleEntry.ReferredTo()
                        : new BundleEntry.NotTaken(
                                "resource must be an Observation, a QuestionnaireResponse, or a Device"
                                        + " or Patient that they refer to"));
    }
}
