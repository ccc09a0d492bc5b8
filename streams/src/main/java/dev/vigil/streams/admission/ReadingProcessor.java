package dev.vigil.streams.admission;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.admission.Admission.Decision;
import dev.vigil.domain.admission.AdmissionEvent;
import dev.vigil.domain.admission.AdmissionEvent.ReadingReceived;
import dev.vigil.domain.admission.AdmissionEvent.RetractionReceived;
import dev.vigil.domain.admission.AdmissionOutcome;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.Recollection;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.streams.PromptCommits;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.RetractionCodec;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides on every reading as it comes. Whatever a record holds, it ends in a topic with its fate: nothing of it can
/// stop the stream.
final class ReadingProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingProcessor.class);

    /// Ten times what the largest legal reading takes.
    private static final int LONGEST = 128 << 10;

    /// Nobody notices the length of a transaction in what has waited for longer.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Admission admission;
    private final InstantSource clock;
    private final AdmissionMetrics metrics;
    private final PromptCommits commits;
    private @Nullable Task task;

    /// What belongs to the task that runs this processor.
    private record Task(ProcessorContext<byte[], byte[]> context, AdmissionStores stores, AdmissionOutput output,
            PromptCommits.OfTask commits) {
    }

    ReadingProcessor(Admission admission, InstantSource clock, AdmissionMetrics metrics, PromptCommits commits) {
        this.admission = admission;
        this.clock = clock;
        this.metrics = metrics;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        AdmissionStores stores = new AdmissionStores(context, clock, metrics);
        task = new Task(context, stores, new AdmissionOutput(context, stores, metrics),
                commits.of(context, clock));
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Task running = Objects.requireNonNull(task, "initialised first");
        Instant now = clock.instant();
        try {
            if (message.value() != null && RetractionCodec.isRetraction(message.value())) {
                retract(running, retraction(message.key(), message.value()), message.timestamp(), now);
            } else {
                admit(running, read(message.key(), message.value()), message.timestamp(), now);
            }
        } catch (MalformedRecord e) {
            RecordMetadata where = running.context().recordMetadata().orElseThrow();
            running.output().quarantine(
                    Unreadable.of(message.key(), message.value(), String.valueOf(e.getMessage()), where, now),
                    message.timestamp());
        }
        if (Duration.between(Instant.ofEpochMilli(message.timestamp()), now).compareTo(FRESH) < 0) {
            running.commits().want(now);
        }
    }

    private static Reading read(byte @Nullable [] key, byte @Nullable [] value) throws MalformedRecord {
        if (key == null || value == null) {
            throw new MalformedRecord(key == null ? "the record has no key" : "the record has no value");
        }
        if (value.length > LONGEST) {
            throw new MalformedRecord("a reading has at most " + LONGEST + " bytes");
        }
        DeviceId device = Topics.READINGS.key().decode(key);
        Reading reading = Topics.READINGS.value().decode(value);
        if (!reading.deviceId().equals(device)) {
            throw new MalformedRecord("deviceId is not the record's key");
        }
        return reading;
    }

    private static Retraction retraction(byte @Nullable [] key, byte[] value) throws MalformedRecord {
        if (key == null || value.length > LONGEST) {
            throw new MalformedRecord(key == null ? "the record has no key" : "a retraction is short");
        }
        Retraction retraction = Topics.RETRACTIONS.value().decode(value);
        if (!retraction.deviceId().equals(Topics.RETRACTIONS.key().decode(key))) {
            throw new MalformedRecord("deviceId is not the record's key");
        }
        return retraction;
    }

    private void retract(Task running, Retraction retraction, long timestamp, Instant now) throws MalformedRecord {
        DeviceId device = retraction.deviceId();
        DeviceState before = running.stores().device(device);
        Decision decision = decide(running, before, new RetractionReceived(retraction,
                running.stores().memory().find(device, retraction.id())), device, now);
        carryOut(running, device, before, decision, timestamp);
    }

    private static void carryOut(Task running, DeviceId device, DeviceState before, Decision decision,
            long timestamp) {
        if (!decision.device().equals(before)) {
            running.stores().keep(device, decision.device());
        }
        running.output().carryOut(device, decision.outcomes(), timestamp);
    }

    private void admit(Task running, Reading reading, long timestamp, Instant now) throws MalformedRecord {
        DeviceId device = reading.deviceId();
        DeviceState before = running.stores().device(device);
        ReadingMemory memory = running.stores().memory();
        Recollection recollection = memory.recall(reading, now);
        ReadingId replaces = reading.replaces();
        Decision decision = decide(running, before, new ReadingReceived(reading, recollection,
                replaces == null ? null : memory.find(device, replaces)), device, now);
        carryOut(running, device, before, decision, timestamp);
        measure(reading, decision, now);
    }

    /// The decider is pure: when it fails nothing has changed, and the next device is served.
    private Decision decide(Task running, DeviceState before, AdmissionEvent event, DeviceId device, Instant now)
            throws MalformedRecord {
        try {
            return admission.decide(before, event, id -> running.stores().memory().find(device, id), now);
        } catch (RuntimeException e) {
            LOG.error("a reading could not be decided and is quarantined", e);
            throw new MalformedRecord("could not be decided: " + e.getClass().getSimpleName());
        }
    }

    private void measure(Reading reading, Decision decision, Instant now) {
        for (AdmissionOutcome outcome : decision.outcomes()) {
            if (outcome instanceof AdmissionOutcome.Admitted admitted) {
                metrics.admittedSince(admitted.observation().receivedAt(), now);
            }
        }
        boolean repeated = decision.outcomes().size() == 1;
        if (repeated) {
            metrics.repeated(reading.measurements().size());
        }
    }
}
