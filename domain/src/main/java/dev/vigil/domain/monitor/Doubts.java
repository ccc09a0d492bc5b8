package dev.vigil.domain.monitor;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.device.DeviceReport;
import dev.vigil.domain.monitor.Intake.Taken;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.vital.MeasuredValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Weighs a violation against what the sensor said of itself with the very same reading. A poor signal by a rule of
/// the plan explains it: below high priority nothing begins, and the technical signal says once what it holds back;
/// high priority is never held back, it says how poor the signal was.
final class Doubts {

    private Doubts() {
    }

    /// Empty where the violation is held back.
    static Optional<Finding> weigh(Turn turn, Rule rule, Finding finding, Taken taken) {
        DeviceReport report = turn.troubled().get(taken.value().deviceId());
        boolean begins = finding.event() instanceof RuleEvent.Violated && !turn.progress(rule).live().isOn();
        if (report == null || !begins || !report.at().equals(taken.value().takenAt())) {
            return Optional.of(finding);
        }
        return turn.plan.rules().stream().filter(doubt -> explains(turn, doubt, report)).findFirst()
                .map(doubt -> weigh(turn, rule, finding, doubt, report)).orElse(Optional.of(finding));
    }

    private static boolean explains(Turn turn, Rule doubt, DeviceReport report) {
        return doubt.when() instanceof Condition.DeviceReports when && when.property() == DeviceProperty.SIGNAL_QUALITY
                && report.value(when.property())
                        .filter(value -> Bounds.of(turn, doubt).limit(when.limit()).isViolatedBy(value)).isPresent();
    }

    private static Optional<Finding> weigh(Turn turn, Rule rule, Finding finding, Rule doubt, DeviceReport report) {
        BigDecimal quality = report.value(DeviceProperty.SIGNAL_QUALITY).orElse(BigDecimal.ZERO);
        if (rule.priority() == Priority.HIGH) {
            return Optional.of(noting(finding,
                    "signal quality only " + Explanation.number(quality.movePointRight(2)) + " %"));
        }
        RuleProgress progress = turn.progress(doubt);
        if (progress.live().isOn() && progress.reached() == 0) {
            turn.keep(doubt.id(), progress.proven(Set.of(), 1));
            RuleSteps.sayChanged(turn, doubt, technical(turn, doubt, rule, finding, quality), 0);
        }
        return Optional.empty();
    }

    private static Finding noting(Finding finding, String doubt) {
        String detail = finding.detail() == null ? doubt : finding.detail() + "; " + doubt;
        return new Finding(finding.at(), finding.event(), finding.vital(), finding.value(), finding.limit(),
                finding.gateway(), finding.evidence(), detail);
    }

    private static Finding technical(Turn turn, Rule doubt, Rule heldBack, Finding finding, BigDecimal quality) {
        BigDecimal limit = doubt.when() instanceof Condition.DeviceReports when
                ? Bounds.of(turn, doubt).limit(when.limit()).value() : null;
        return new Finding(finding.at(), finding.event(), null, new MeasuredValue.Quantity(quality), limit,
                finding.gateway(), List.of(), "holds back rule " + heldBack.id());
    }
}
