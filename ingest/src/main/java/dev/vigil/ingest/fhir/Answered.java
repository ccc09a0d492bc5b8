package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Refusal;
import java.util.Iterator;
import java.util.List;

/// What became of one entry of a Bundle.
sealed interface Answered {

    record Stored() implements Answered {
    }

    record ReferredTo() implements Answered {
    }

    record Refused(ReadingResource kind, Refusal refusal) implements Answered {
    }

    record NotTaken(String reason) implements Answered {
    }

    /// @param readings what became of those that may become readings, in order
    static List<Answered> all(FhirBundle bundle, List<Checked> readings) {
        Iterator<Checked> next = readings.iterator();
        return bundle.entries().stream().map(entry -> switch (entry) {
            case BundleEntry.OfReading(ReadingResource kind, JsonNode ignored) -> of(kind, next.next());
            case BundleEntry.ReferredTo ignored -> new ReferredTo();
            case BundleEntry.NotTaken(String reason) -> new NotTaken(reason);
        }).toList();
    }

    private static Answered of(ReadingResource kind, Checked reading) {
        return switch (reading) {
            case Checked.Accepted ignored -> new Stored();
            case Checked.Rejected(Refusal refusal) -> new Refused(kind, refusal);
        };
    }
}
