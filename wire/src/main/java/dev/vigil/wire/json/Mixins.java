package dev.vigil.wire.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.window.Samples;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Field names that differ from the records' components.
final class Mixins {

    private Mixins() {
    }

    /// The unit follows from the vital; it is written for readers and ignored when read.
    abstract static class WithUnit {
        @JsonProperty(value = "unit", access = JsonProperty.Access.READ_ONLY)
        abstract @Nullable String unit();
    }

    /// `final` is a word of Java; few have samples.
    abstract static class OfSummary {
        @JsonProperty("final")
        abstract boolean isFinal();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        abstract List<Samples> samples();
    }

    /// Nearly every reading has none.
    abstract static class OfReading {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        abstract Set<MeasurementStatus> status();
    }

    abstract static class OfOutcome {
        @JsonProperty("outcome")
        abstract ReadingOutcome.Fate fate();
    }
}
