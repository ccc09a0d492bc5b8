package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.MonitorOutcome;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.MeasurementRequest;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original.OfBytes;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.vital.Vital;
import dev.vigil.streams.PromptCommits;
import dev.vigil.streams.SetAside;
import dev.vigil.wire.Heartbeat;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the patient, asks the monitor, saves, and says what it decided. One task's processor, on one thread.
///
/// Nothing is decided here. Time comes from a wall-clock punctuator over an index in the heap: stream time belongs to
/// the task, and one patient's clock must not move another's.
final class MonitorProcessor implements Processor<PatientId, PatientMessage, Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(MonitorProcessor.class);

    private static final Duration TICK = Duration.ofMillis(200);

    /// Patients that hear of the time in one tick; the others are not forgotten, they wait for the next.
    private static final int MOST_PER_TICK = 500;

    /// When a patient whose time could not be told is told of it again.
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final MonitoringMetrics metrics;
    private final HotPanes hotPanes;
    private final PromptCommits commits;
    private final DueIndex due = new DueIndex();
    private final Set<PatientId> replan = new HashSet<>();
    private final Map<PatientId, Optional<Vital>> asked = new HashMap<>();
    private @Nullable Task task;

    /// What a task has from its initialisation on.
    private record Task(ProcessorContext<Object, Object> context, PatientStore patients, HistoryStore history,
            PlanBook plans, PlanEdition edition, Listening listening, PromptCommits.OfTask commits) {
    }

    MonitorProcessor(InstantSource clock, MonitoringMetrics metrics, HotPanes hotPanes, PromptCommits commits) {
        this.clock = clock;
        this.metrics = metrics;
        this.hotPanes = hotPanes;
        this.commits = commits;
    }

    /// Runs again when a task is revived after an aborted transaction, so whatever lives in the heap begins anew.
    @Override
    public void init(ProcessorContext<Object, Object> context) {
        Instant now = clock.instant();
        KeyValueStore<String, byte[]> store = context.getStateStore(MonitoringTopology.PATIENTS);
        KeyValueStore<String, byte[]> chunks = context.getStateStore(MonitoringTopology.PANES);
        KeyValueStore<String, byte[]> plans = context.getStateStore(MonitoringTopology.PLANS);
        KeyValueStore<String, byte[]> heartbeats = context.getStateStore(MonitoringTopology.HEARTBEATS);
        KeyValueStore<Bytes, byte[]> history = context.getStateStore(MonitoringTopology.HISTORY);
        close();
        SetAside aside = new SetAside(context, quarantine -> context.forward(new Record<>(quarantine.deviceId(),
                quarantine, quarantine.quarantinedAt().toEpochMilli()), MonitoringTopology.QUARANTINE), clock,
                metrics.meters());
        HistoryStore past = new HistoryStore(history, aside::unreadable);
        PatientStore patients = new PatientStore(store, chunks, past, hotPanes, aside::unreadable);
        due.clear();
        replan.clear();
        asked.clear();
        patients.forEach(due::put);
        task = new Task(context, patients, past, new PlanBook(plans, store, store::put),
                new PlanEdition(plans, store, due.patients().isEmpty()),
                new Listening(store, () -> heartbeats.get(Heartbeat.INGEST), now), commits.of(context, clock));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, timestamp -> tick());
    }

    @Override
    public void process(Record<PatientId, PatientMessage> record) {
        Instant now = clock.instant();
        task().listening().received(Instant.ofEpochMilli(record.timestamp()), now);
        switch (record.value()) {
            case PatientMessage.Observed observed ->
                decide(record.key(), new MonitorEvent.Observed(observed.observation()), now);
            case PatientMessage.Changed changed ->
                decide(record.key(), new MonitorEvent.PatientChanged(changed.patient()), now);
            case PatientMessage.Erased erased -> erase(record.key(), now);
        }
    }

    private void decide(PatientId patient, MonitorEvent event, Instant now) {
        Task running = task();
        PatientState before = running.patients().load(patient, now);
        Decision decision;
        try {
            decision = ask(before, event, now);
        } catch (KafkaException e) {
            throw e; // of the store under the history
        } catch (RuntimeException e) { // by what is kept or by what has come: the next patient is served
            if (!wouldBeDecided(patient, event, now)) {
                refuse(patient, event, e, now);
                return;
            }
            before = running.patients().beginAnew(patient, now, e);
            decision = ask(before, event, now);
        }
        running.patients().save(before, decision);
        due.put(patient, decision.due());
        decision.outcomes().forEach(outcome -> say(patient, outcome, event, now));
    }

    /// Of a patient of whom nothing is kept.
    private boolean wouldBeDecided(PatientId patient, MonitorEvent event, Instant now) {
        try {
            ask(PatientState.firstSeen(patient, now), event, now);
            return true;
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void refuse(PatientId patient, MonitorEvent event, RuntimeException why, Instant now) {
        LOG.error("what has come of {} cannot be decided ({}) and is set aside", patient,
                why.getClass().getSimpleName());
        due.put(patient, now.plus(AGAIN_AFTER));
        if (event instanceof MonitorEvent.Observed(Observation observation)) {
            metrics.malformed(Topics.OBSERVATIONS.name());
            RecordMetadata place = task().context().recordMetadata().orElseThrow();
            task().context().forward(new Record<>(observation.deviceId().value(),
                    new Quarantine(observation.deviceId().value(),
                            OfBytes.of(Topics.OBSERVATIONS.value().encode(observation), place.topic(),
                                    place.partition(), place.offset()),
                            QuarantineReason.MALFORMED, "could not be decided: " + why.getClass().getSimpleName(), now),
                    now.toEpochMilli()), MonitoringTopology.QUARANTINE);
        }
    }

    private Decision ask(PatientState before, MonitorEvent event, Instant now) {
        return Monitor.decide(before, event, planOf(before, event, now),
                task().patients().historyOf(before.patientId()),
                now);
    }

    private Plan planOf(PatientState state, MonitorEvent event, Instant now) {
        Patient patient = event instanceof MonitorEvent.PatientChanged changed ? changed.patient() : state.patient();
        return task().plans().plan(patient == null ? null : patient.settingsAt(now).plan());
    }

    private void say(PatientId patient, MonitorOutcome outcome, MonitorEvent event, Instant now) {
        switch (outcome) {
            case MonitorOutcome.Remembered keptWithThePatient -> {}
            case MonitorOutcome.Told keptWithThePatient -> {}
            case MonitorOutcome.Summarised summarised ->
                forward(patient, summarised.summary(), MonitoringTopology.SUMMARIES, now);
            case MonitorOutcome.Scored scored -> forward(patient, scored.score(), MonitoringTopology.SCORES, now);
            case MonitorOutcome.Signalled signalled -> {
                forward(patient, signalled.signal(), MonitoringTopology.SIGNALS, now);
                task().commits().want(now);
                if (event instanceof MonitorEvent.Observed observed) {
                    metrics.signalled(observed.observation(), now);
                }
            }
            case MonitorOutcome.Pictured pictured ->
                forward(patient, pictured.picture(), MonitoringTopology.CURRENT, now);
            case MonitorOutcome.Asked asked -> ask(patient, asked.next(), now);
        }
    }

    /// Told when it changes, and once after a start: what was told before is not kept.
    private void ask(PatientId patient, @Nullable Vital next, Instant now) {
        Optional<Vital> told = Optional.ofNullable(next);
        if (!told.equals(asked.put(patient, told))) {
            forward(patient, told.map(vital -> new MeasurementRequest(patient, vital, now)).orElse(null),
                    MonitoringTopology.REQUESTS, now);
        }
    }

    private void erase(PatientId patient, Instant now) {
        task().patients().erase(patient);
        due.remove(patient);
        replan.remove(patient);
        asked.remove(patient);
        forward(patient, null, MonitoringTopology.CURRENT, now);
        forward(patient, null, MonitoringTopology.REQUESTS, now);
    }

    private void forward(PatientId patient, @Nullable Object value, String sink, Instant now) {
        task().context().forward(new Record<>(patient, value, now.toEpochMilli()), sink);
    }

    private void tick() {
        Instant now = clock.instant();
        Task running = task();
        running.listening().tick(now);
        metrics.ingestHeard(running.listening().hearsIngest());
        running.history().forgetSome(now);
        if (running.edition().hasChanged()) {
            replan.addAll(due.patients());
            replan.forEach(patient -> due.put(patient, now));
        }
        for (PatientId patient : due.takeDue(now, MOST_PER_TICK)) {
            if (replan.remove(patient)) {
                decide(patient, new MonitorEvent.PlanChanged(), now);
            }
            decide(patient, running.listening().event(now), now);
        }
        if (replan.isEmpty()) {
            running.edition().keep();
        }
    }

    @Override
    public void close() {
        if (task != null) {
            task.patients().close();
        }
    }

    private Task task() {
        Task running = task;
        if (running == null) {
            throw new IllegalStateException("used before it was initialised");
        }
        return running;
    }
}
