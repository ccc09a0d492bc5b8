package dev.vigil.alerts.worklist;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a worklist shows of one patient, with what is not known left out and the age of what is.
///
/// @param at when the picture was last computed
/// @param alerts the open ones, most urgent first
/// @param measureNext what would settle most of a partial score, null where nothing is open
public record PatientRow(PatientId patientId, @Nullable String name, @Nullable String careTeam, @Nullable String plan,
        @Nullable Pause pause, @Nullable Instant at, List<OpenAlert> alerts, @Nullable Score score,
        @Nullable String scoreRefusal, @Nullable Vital measureNext, List<LatestVital> vitals, List<Silence> silent) {

    private static final Comparator<OpenAlert> MOST_URGENT = Comparator.comparing(OpenAlert::priority).reversed()
            .thenComparing(alert -> !alert.state().equals("active")).thenComparing(OpenAlert::raisedAt)
            .thenComparing(OpenAlert::id);

    public PatientRow {
        alerts = List.copyOf(alerts);
        vitals = List.copyOf(vitals);
        silent = List.copyOf(silent);
    }

    /// An alert in one line.
    ///
    /// @param explanation of its most urgent newest signal
    /// @param signals how many conditions are present
    public record OpenAlert(String id, RuleKind kind, Priority priority, String state, Instant raisedAt, Instant at,
            String explanation, @Nullable String acknowledgedBy, @Nullable Instant snoozedUntil, int signals) {

        static OpenAlert of(Alert alert) {
            AlertState state = alert.state();
            return new OpenAlert(alert.id(), alert.kind(), alert.priority(), state.code(), alert.raisedAt(),
                    alert.at(), explanation(alert),
                    state instanceof AlertState.Acknowledged taken ? taken.by() : null,
                    state instanceof AlertState.Snoozed quiet ? quiet.until() : null, alert.present().size());
        }

        private static String explanation(Alert alert) {
            List<Signal> told = alert.present().isEmpty() ? alert.signals() : alert.present();
            return told.stream().max(Comparator.comparing(Signal::priority).thenComparing(Signal::at))
                    .map(Signal::explanation).orElse("");
        }
    }

    /// @param age how old it was when the row was made
    public record LatestVital(Vital vital, String display, MeasuredValue value, @Nullable String unit,
            Instant takenAt, Duration age, boolean questionable) {

        static LatestVital of(CurrentVital latest, Instant now) {
            Duration age = Duration.ofSeconds(Duration.between(latest.takenAt(), now).toSeconds());
            return new LatestVital(latest.vital(), latest.vital().display(), latest.value(), latest.unit(),
                    latest.takenAt(), age.isNegative() ? Duration.ZERO : age, latest.questionable());
        }
    }

    /// What should have come and did not.
    public record Silence(String ruleId, @Nullable Instant since, @Nullable String explanation) {

        static Silence of(RuleStatus status) {
            return new Silence(status.ruleId(), status.since(), status.explanation());
        }
    }

    static PatientRow of(PatientFile file, Instant now) {
        Patient patient = file.patient();
        CurrentPicture picture = file.picture();
        return new PatientRow(file.patientId(), patient == null ? null : patient.name(),
                patient == null ? null : patient.careTeam(),
                patient == null ? null : patient.settingsAt(now).plan(),
                patient == null ? null : patient.pauseAt(now).orElse(null),
                picture == null ? null : picture.at(),
                file.open().stream().map(OpenAlert::of).sorted(MOST_URGENT).toList(),
                picture == null ? null : picture.score(), picture == null ? null : picture.scoreRefusal(),
                file.measureNext(now).orElse(null),
                picture == null ? List.of() : vitals(picture, now),
                file.silences().stream().map(Silence::of).toList());
    }

    private static List<LatestVital> vitals(CurrentPicture picture, Instant now) {
        return picture.vitals().stream().sorted(Comparator.comparing(CurrentVital::vital))
                .map(vital -> LatestVital.of(vital, now)).toList();
    }
}
