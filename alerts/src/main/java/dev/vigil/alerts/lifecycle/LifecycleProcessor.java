package dev.vigil.alerts.lifecycle;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEvent;
import dev.vigil.domain.alert.AlertEvent.TimePassed;
import dev.vigil.domain.alert.AlertLifecycle;
import dev.vigil.domain.alert.AlertLifecycle.Decision;
import dev.vigil.domain.alert.AlertOutcome;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.domain.id.PatientId;
import dev.vigil.wire.AlertKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Loads a patient's alerts, lets the lifecycle decide, keeps what it says and publishes its outcomes. The deadlines
/// lie in the kept state; the index of them is rebuilt from it whenever a task starts.
final class LifecycleProcessor implements Processor<PatientId, AlertEvent, AlertKey, @Nullable Alert> {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LifecycleMetrics metrics;
    private final DueIndex due = new DueIndex();
    private @Nullable ProcessorContext<AlertKey, @Nullable Alert> context;
    private @Nullable KeyValueStore<String, PatientAlerts> store;

    LifecycleProcessor(InstantSource clock, LifecycleMetrics metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<AlertKey, @Nullable Alert> processorContext) {
        context = processorContext;
        KeyValueStore<String, PatientAlerts> kept = processorContext.getStateStore(LifecycleTopology.STORE);
        store = kept;
        try (KeyValueIterator<String, PatientAlerts> all = kept.all()) {
            all.forEachRemaining(entry -> due.put(entry.value.patientId(), entry.value.nextDue()));
        }
        processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, ignored -> tick());
    }

    @Override
    public void process(Record<PatientId, AlertEvent> record) {
        decide(record.key(), record.value());
    }

    private void tick() {
        due.takeDueAt(clock.instant()).forEach(patient -> decide(patient, new TimePassed()));
    }

    @SuppressWarnings("NullAway") // store is set before the first record
    private void decide(PatientId patient, AlertEvent event) {
        Instant now = clock.instant();
        PatientAlerts kept = store.get(patient.value());
        PatientAlerts before = kept == null ? PatientAlerts.none(patient) : kept;
        Decision decision = AlertLifecycle.decide(before, event, now);
        if (!decision.alerts().equals(before)) {
            keep(decision.alerts());
        }
        due.put(patient, decision.alerts().nextDue());
        decision.outcomes().forEach(outcome -> publish(patient, outcome, now));
        metrics.decided(event, decision.outcomes(), now);
    }

    @SuppressWarnings("NullAway") // a store takes null for nothing
    private void keep(PatientAlerts alerts) {
        store.put(alerts.patientId().value(), alerts.isEmpty() ? null : alerts);
    }

    private void publish(PatientId patient, AlertOutcome outcome, Instant now) {
        switch (outcome) {
            case AlertOutcome.Changed(Alert alert) -> forward(patient, alert.id(), alert, now);
            case AlertOutcome.Forgotten(String alertId) -> forward(patient, alertId, null, now);
            case AlertOutcome.Refused ignored -> {}
        }
    }

    @SuppressWarnings("NullAway") // context is set before the first record
    private void forward(PatientId patient, String alertId, @Nullable Alert alert, Instant now) {
        context.forward(new Record<>(new AlertKey(patient, alertId), alert, now.toEpochMilli()));
    }
}
