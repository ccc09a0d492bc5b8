package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Reading;
import java.time.Instant;

/// A reading of which nobody has said yet whose it is.
///
/// @param timing as it was decided at receipt, so that waiting changes nothing
/// @param until when it is quarantined if still nobody has
public record ParkedReading(Reading reading, Timing timing, Instant until) {
}
