package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.RawMeasurement;

/// What one measurement is worth.
sealed interface Judgement {

    RawMeasurement raw();

    record Accepted(RawMeasurement raw, Measurement measurement) implements Judgement {
    }

    record Refused(RawMeasurement raw, Refusal refusal) implements Judgement {
    }
}
