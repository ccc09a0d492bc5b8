package dev.vigil.alerts.lifecycle;

import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertEvent;
import dev.vigil.domain.alert.AlertOutcome;
import dev.vigil.domain.signal.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the lifecycle tells an operator: how long from signal to alert, what became of commands, what was unreadable.
final class LifecycleMetrics {

    private final MeterRegistry meters;
    private final Timer signalledAlerted;

    LifecycleMetrics(MeterRegistry meters) {
        this.meters = meters;
        signalledAlerted = Timer.builder("vigil.stage").tag("stage", "signalled_alerted").publishPercentileHistogram()
                .register(meters);
    }

    void decided(AlertEvent event, List<AlertOutcome> outcomes, Instant now) {
        switch (event) {
            case AlertEvent.SignalCame(Signal signal) -> {
                if (!outcomes.isEmpty()) {
                    Duration took = Duration.between(signal.at(), now);
                    signalledAlerted.record(took.isNegative() ? Duration.ZERO : took);
                }
            }
            case AlertEvent.CommandCame(AlertCommand command) -> meters.counter("vigil.alert.commands", "command",
                    command.verb().code(), "outcome", outcome(outcomes)).increment();
            case AlertEvent.TimePassed ignored -> {}
            case AlertEvent.PatientErased ignored -> {}
        }
    }

    void malformed(String topic) {
        meters.counter("vigil.malformed", "topic", topic).increment();
    }

    private static String outcome(List<AlertOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return "repeated";
        }
        return switch (outcomes.getLast()) {
            case AlertOutcome.Changed ignored -> "done";
            case AlertOutcome.Forgotten ignored -> "done";
            case AlertOutcome.Refused(var ignored, AlertOutcome.Refusal refusal) -> switch (refusal) {
                case AlertOutcome.Refusal.NotFound none -> "not-found";
                case AlertOutcome.Refusal.Forbidden no -> "forbidden";
            };
        };
    }
}
