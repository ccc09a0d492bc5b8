package dev.vigil.alerts.worklist;

import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScoreBand;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Every watched patient, most acute first: open high-priority alerts, those that nobody has taken before the others;
/// then by NEWS2 band and total; then by the most urgent open alert; then by id, so that rows do not dance.
///
/// @param at when it was made
/// @param gateways that are silent, the longest first
public record Worklist(Instant at, List<SilentGateway> gateways, List<PatientRow> patients) {

    private static final Comparator<PatientRow> BY_ACUITY = Comparator.comparing(Worklist::untakenHigh)
            .thenComparing(Worklist::high).thenComparing(Worklist::band).thenComparing(Worklist::total)
            .thenComparing(Worklist::urgency).reversed().thenComparing(PatientRow::patientId);

    public Worklist {
        gateways = List.copyOf(gateways);
        patients = patients.stream().sorted(BY_ACUITY).toList();
    }

    /// The row of a patient; empty when nobody watches them (any longer) and nothing is open.
    public static Optional<PatientRow> row(PatientFile file, Instant now) {
        return file.isWatchedAt(now) || !file.open().isEmpty() ? Optional.of(PatientRow.of(file, now))
                : Optional.empty();
    }

    private static boolean untakenHigh(PatientRow row) {
        return row.alerts().stream()
                .anyMatch(alert -> alert.priority() == Priority.HIGH && alert.state().equals("active"));
    }

    private static boolean high(PatientRow row) {
        return row.alerts().stream().anyMatch(alert -> alert.priority() == Priority.HIGH);
    }

    private static ScoreBand band(PatientRow row) {
        Score score = row.score();
        return score == null ? ScoreBand.NONE : score.band();
    }

    private static int total(PatientRow row) {
        Score score = row.score();
        return score == null ? -1 : score.total();
    }

    private static int urgency(PatientRow row) {
        return row.alerts().stream().mapToInt(alert -> alert.priority().ordinal() + 1).max().orElse(0);
    }
}
