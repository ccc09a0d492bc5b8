package dev.vigil.domain.signal;

import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule's condition started, changed or ended.
///
/// @param id deterministic in (patient, rule, start of the episode): all signals of one episode share it
/// @param startedAt start of the episode, in the time of measurement
/// @param at when this was decided
/// @param vital the vital it is about, null for a score or a silence of everything
/// @param value what was measured (or the statistic, or the score), null for silence
/// @param limit what it was held against, null for a coded vital
/// @param gateway of the reading that decided it
/// @param age of that reading when decided, null for silence
/// @param retrospective too old to ring: it informs
/// @param unconfirmed a single spot check, to be repeated
/// @param explanation one sentence with the numbers
public record Signal(String id, PatientId patientId, String ruleId, RuleKind kind, Priority priority,
        SignalState state, Instant startedAt, Instant at, @Nullable Vital vital, @Nullable MeasuredValue value,
        @Nullable BigDecimal limit, @Nullable String gateway, @Nullable Duration age, boolean retrospective,
        boolean unconfirmed, String explanation, List<Evidence> evidence) {

    public Signal {
        evidence = List.copyOf(evidence);
    }

    /// Whether it says that nothing came: only a silence has neither a value nor readings that prove it.
    public boolean tellsOfSilence() {
        return kind == RuleKind.TECHNICAL && value == null && evidence.isEmpty();
    }

    public static String idOf(PatientId patient, String ruleId, Instant startedAt) {
        return NameBasedId.of("signal", patient.value(), ruleId, startedAt.toString()).toString();
    }
}
