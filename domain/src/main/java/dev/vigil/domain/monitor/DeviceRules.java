package dev.vigil.domain.monitor;

import dev.vigil.domain.device.DeviceReport;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the rules on what the patient's devices tell of themselves. Only devices in trouble are remembered, so a sound
/// one costs nothing; a rule on the patient's devices has ended when the last of them is sound again.
final class DeviceRules {

    /// More devices than a home holds; a name made up for each reading must not grow the state.
    private static final int MOST_TROUBLED = 16;

    private static final Set<Vital> PRESSURES =
            EnumSet.of(Vital.SYSTOLIC_BP, Vital.DIASTOLIC_BP, Vital.MEAN_ARTERIAL_PRESSURE);

    private DeviceRules() {
    }

    /// What is not the device's newest word, or too old to act on, says nothing of how it is now.
    static void onObservation(Turn turn, Observation observation) {
        DeviceReport before = turn.troubled().get(observation.deviceId());
        BigDecimal cuffError = cuffError(observation);
        boolean silent = observation.battery() == null && observation.signalQuality() == null
                && observation.clockOffset() == null && (cuffError == null || cuffError.signum() == 0);
        if ((silent && before == null) || turn.isPaused() || observation.late()
                || isOutdated(turn, observation, before)) {
            return;
        }
        List<Rule> rules = rules(turn);
        DeviceReport report = reportOf(observation, cuffError).after(before);
        remember(turn, observation.deviceId(), report,
                rules.stream().anyMatch(rule -> isViolated(turn, rule, report)));
        rules.forEach(rule -> judge(turn, rule, observation, report));
    }

    private static @Nullable BigDecimal cuffError(Observation observation) {
        boolean measured = false;
        boolean trusted = false;
        for (Measurement measurement : observation.measurements()) {
            if (PRESSURES.contains(measurement.vital())) {
                measured = true;
                trusted |= !measurement.questionable();
            }
        }
        return measured ? (trusted ? BigDecimal.ZERO : BigDecimal.ONE) : null;
    }

    private static DeviceReport reportOf(Observation observation, @Nullable BigDecimal cuffError) {
        Duration offset = observation.clockOffset();
        return new DeviceReport(observation.takenAt(), observation.battery(), observation.signalQuality(),
                offset == null ? Duration.ZERO : offset, cuffError);
    }

    private static boolean isOutdated(Turn turn, Observation observation, @Nullable DeviceReport before) {
        return (before != null && before.at().isAfter(observation.takenAt()))
                || turn.vitals().values().stream().map(VitalState::newest)
                        .anyMatch(value -> value != null && value.deviceId().equals(observation.deviceId())
                                && value.takenAt().isAfter(observation.takenAt()));
    }

    private static List<Rule> rules(Turn turn) {
        List<Rule> rules = new ArrayList<>(2);
        for (Rule rule : turn.plan.rules()) {
            if (rule.when() instanceof Condition.DeviceReports) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static void remember(Turn turn, DeviceId device, DeviceReport report, boolean troubled) {
        if (!troubled && !turn.troubled().containsKey(device)) {
            return;
        }
        Map<DeviceId, DeviceReport> devices = new HashMap<>(turn.troubled());
        if (troubled) {
            devices.put(device, report);
        } else {
            devices.remove(device);
        }
        if (devices.size() > MOST_TROUBLED) {
            devices.entrySet().stream().min(Map.Entry.comparingByValue(DeviceReport.OLDEST_FIRST))
                    .map(Map.Entry::getKey)
                    .ifPresent(devices::remove);
        }
        turn.keepTroubled(devices);
    }

    private static void judge(Turn turn, Rule rule, Observation observation, DeviceReport report) {
        if (isViolated(turn, rule, report)) {
            step(turn, rule, observation, report, new RuleEvent.Violated(observation.takenAt()));
        } else if (turn.progress(rule).live().isOn()
                && turn.troubled().values().stream().noneMatch(other -> isViolated(turn, rule, other))) {
            step(turn, rule, observation, report, new RuleEvent.Within(observation.takenAt()));
        }
    }

    private static void step(Turn turn, Rule rule, Observation observation, DeviceReport report, RuleEvent event) {
        if (rule.when() instanceof Condition.DeviceReports when) {
            BigDecimal value = report.value(when.property()).orElse(null);
            Finding finding = new Finding(report.at(), event, null,
                    value == null ? null : new MeasuredValue.Quantity(value),
                    Bounds.of(turn, rule).limit(when.limit()).value(), observation.gateway(), List.of(),
                    "device " + observation.deviceId().value());
            RuleSteps.step(turn, rule, event, finding, RuleSteps.Lane.LIVE);
        }
    }

    private static boolean isViolated(Turn turn, Rule rule, DeviceReport report) {
        return rule.when() instanceof Condition.DeviceReports when && report.value(when.property())
                .filter(value -> Bounds.of(turn, rule).limit(when.limit()).isViolatedBy(value)).isPresent();
    }
}
