package dev.vigil.streams.admission;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.admission.Admission.Decision;
import dev.vigil.domain.admission.AdmissionEvent;
import dev.vigil.domain.admission.AdmissionEvent.DeviceChanged;
import dev.vigil.domain.admission.AdmissionEvent.WaitEnded;
import dev.vigil.domain.admission.AdmissionEvent.Waiting;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.ReadingsInMind;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns whose a device is when, releases what waited for it, and looks after what time alone ends: the wait of a
/// parked reading and the exact memory of a reading.
final class DeviceProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceProcessor.class);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Admission admission;
    private final InstantSource clock;
    private final AdmissionMetrics metrics;
    private @Nullable Task task;

    /// What belongs to the task that runs this processor.
    private record Task(ProcessorContext<byte[], byte[]> context, AdmissionStores stores, AdmissionOutput output) {
    }

    DeviceProcessor(Admission admission, InstantSource clock, AdmissionMetrics metrics) {
        this.admission = admission;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        AdmissionStores stores = new AdmissionStores(context, clock, metrics);
        Task running = new Task(context, stores, new AdmissionOutput(context, stores, metrics));
        task = running;
        // On the wall clock: a device's own time must decide about no other device.
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, ignored -> {
            endWaits(running);
            stores.unsettled().next().ifPresent(device -> settleSome(running, device, clock.instant()));
            stores.memory().forgetSome(clock.instant());
        });
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Task running = Objects.requireNonNull(task, "initialised first");
        Instant now = clock.instant();
        try {
            if (message.key() == null) {
                throw new MalformedRecord("the record has no key");
            }
            DeviceId device = Topics.DEVICES.key().decode(message.key());
            List<Assignment> assignments = assignments(device, message.value());
            sayWhatStays(running, device, assignments, now);
            decideAll(running, device, running.stores().waiting(device),
                    waiting -> new DeviceChanged(assignments, waiting, List.of()), running.stores()::setAside, now);
            running.stores().unsettled().begin(device);
            settleSome(running, device, now);
        } catch (MalformedRecord e) {
            RecordMetadata where = running.context().recordMetadata().orElseThrow();
            running.output().quarantine(
                    Unreadable.of(message.key(), message.value(), String.valueOf(e.getMessage()), where, now),
                    message.timestamp());
        }
    }

    private static List<Assignment> assignments(DeviceId key, byte @Nullable [] value) throws MalformedRecord {
        if (value == null) {
            return List.of();
        }
        Device device = Topics.DEVICES.value().decode(value);
        if (!device.deviceId().equals(key)) {
            throw new MalformedRecord("deviceId is not the record's key");
        }
        return device.assignments();
    }

    /// What cannot be moved is not left with the wrong patient in silence: somebody has to look at the EHR.
    private void sayWhatStays(Task running, DeviceId device, List<Assignment> assignments, Instant now) {
        DeviceState before = running.stores().device(device);
        long unmoved = running.stores().memory().beyondMoving(device, before, assignments, now);
        if (unmoved > 0) {
            metrics.unmoved(unmoved);
            LOG.warn("device {} was another patient's: {} of its older readings stay where they were, beyond the first "
                    + "{} of a day only the latest two days can be moved", device, unmoved,
                    ReadingMemory.MOST_WHOLE_A_DAY);
        }
        Instant oldest = now.minus(Admission.TOO_OLD);
        if (before.movesSomething(assignments, Instant.MIN, oldest)) {
            LOG.warn("device {} was another patient's before {}: what it said until then stays where it was", device,
                    oldest);
        }
    }

    private void settleSome(Task running, DeviceId device, Instant now) {
        List<Assignment> assignments = running.stores().device(device).assignments();
        List<RememberedReading> misattributed = running.stores().unsettled().slice(device, assignments);
        if (!misattributed.isEmpty()) {
            decideAll(running, device, misattributed, some -> new DeviceChanged(assignments, List.of(), some),
                    running.stores().memory()::setAside, now);
        }
    }

    private void endWaits(Task running) {
        Instant now = clock.instant();
        Map<DeviceId, List<Waiting>> overdue = running.stores().overdue(now).stream()
                .collect(Collectors.groupingBy(waiting -> waiting.parked().reading().deviceId(), LinkedHashMap::new,
                        Collectors.toList()));
        overdue.forEach((device, waiting) -> decideAll(running, device, waiting, WaitEnded::new,
                running.stores()::setAside, now));
    }

    /// Together, or one by one where what is kept of one of them leads to nothing but a failure: that one is set aside,
    /// and the rest of the event is decided without it.
    private <T> void decideAll(Task running, DeviceId device, List<T> kept, Function<List<T>, AdmissionEvent> event,
            BiConsumer<T, RuntimeException> aside, Instant now) {
        try {
            decide(running, device, event.apply(kept), now);
        } catch (Undecided e) {
            if (kept.isEmpty()) {
                throw e;
            }
            if (kept.size() == 1) {
                aside.accept(kept.getFirst(), e.why);
                decide(running, device, event.apply(List.of()), now);
                return;
            }
            kept.forEach(one -> decideAll(running, device, List.of(one), event, aside, now));
        }
    }

    /// The decider failed, and nothing has changed.
    private static final class Undecided extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final RuntimeException why;

        Undecided(RuntimeException why) {
            super(why);
            this.why = why;
        }
    }

    private Decision ask(DeviceState before, AdmissionEvent event, ReadingsInMind memory, Instant now) {
        try {
            return admission.decide(before, event, memory, now);
        } catch (RuntimeException e) {
            throw new Undecided(e);
        }
    }

    private void decide(Task running, DeviceId device, AdmissionEvent event, Instant now) {
        DeviceState before = running.stores().device(device);
        Decision decision = ask(before, event, id -> running.stores().memory().find(device, id), now);
        if (!decision.device().equals(before)) {
            running.stores().keep(device, decision.device());
        }
        running.output().carryOut(device, decision.outcomes(), now.toEpochMilli());
    }
}
