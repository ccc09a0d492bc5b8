package dev.vigil.domain.signal;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule's condition says of a value: the event for its state, with the numbers for its sentence.
///
/// @param at time of measurement of the newest reading in it; for silence, since when there was none
/// @param vital null for a score or a silence of everything
/// @param value null for silence
/// @param limit null for a coded vital
/// @param detail what a score is made of, null for anything else
public record Finding(Instant at, RuleEvent event, @Nullable Vital vital, @Nullable MeasuredValue value,
        @Nullable BigDecimal limit, @Nullable String gateway, List<Evidence> evidence, @Nullable String detail) {

    public Finding {
        evidence = List.copyOf(evidence);
    }
}
