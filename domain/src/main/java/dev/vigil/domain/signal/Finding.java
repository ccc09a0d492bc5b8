package dev.vigil.domain.signal;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule's condition says of a value: the event for its state, with the numbers for its sentence.
///
/// @param at time of measurement of the newest reading in it
/// @param event violated, between or within
/// @param subject what was held against the limit, such as "oxygen saturation" or "mean heart rate of 5 min"
/// @param value null for silence
/// @param limit null for a coded vital
public record Finding(Instant at, RuleEvent event, String subject, @Nullable Vital vital, @Nullable MeasuredValue value,
        @Nullable BigDecimal limit, @Nullable String gateway, List<Evidence> evidence) {

    public Finding {
        evidence = List.copyOf(evidence);
    }
}
