package dev.vigil.alerts.worklist;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.NextMeasurement;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that is known of one patient, from whatever topic.
///
/// @param patient null where nobody has put settings
/// @param picture null where nothing was measured yet
/// @param plan in force for the patient
public record PatientFile(PatientId patientId, @Nullable Patient patient, @Nullable CurrentPicture picture,
        List<Alert> alerts, Plan plan) {

    public PatientFile {
        alerts = List.copyOf(alerts);
    }

    List<Alert> open() {
        return alerts.stream().filter(alert -> alert.state().isOpen()).toList();
    }

    /// Watched now; somebody of whom only measurements are known is.
    boolean isWatchedAt(Instant now) {
        return patient == null ? picture != null : patient.enrolledAt(now);
    }

    /// The rules of silence that are raised, whatever people did about their alert.
    List<RuleStatus> silences() {
        return picture == null ? List.of() : picture.rules().stream()
                .filter(status -> status.state() == RuleStatus.State.RAISED && isSilence(status.ruleId())).toList();
    }

    /// Nobody is asked for anything while the patient is not watched or a pause is on.
    Optional<Vital> measureNext(Instant now) {
        Score score = picture == null ? null : picture.score();
        boolean asked = isWatchedAt(now) && (patient == null || patient.pauseAt(now).isEmpty());
        Map<String, BigDecimal> limits = patient == null ? Map.of() : patient.settingsAt(now).limits();
        return score == null || !asked ? Optional.empty() : NextMeasurement.of(score, plan, limits);
    }

    private boolean isSilence(String ruleId) {
        return plan.rules().stream()
                .anyMatch(rule -> rule.id().equals(ruleId) && rule.when() instanceof Condition.Silent);
    }
}
