package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original.OfBytes;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Bytes of a topic to a message for one patient. Bytes that are not that go to quarantine with the reason and where
/// they lay; they stop nothing.
final class MessageDecoder implements Processor<byte[], byte[], Object, Object> {

    /// What the bytes of one topic mean.
    interface Meaning {
        PatientMessage of(PatientId patient, byte @Nullable [] value) throws MalformedRecord;
    }

    private static final String UNKNOWN_DEVICE = "unknown";
    private static final int LONGEST_ORIGINAL = 512 * 1024;

    private final Meaning meaning;
    private final InstantSource clock;
    private final MonitoringMetrics metrics;
    private @Nullable ProcessorContext<Object, Object> context;

    MessageDecoder(Meaning meaning, InstantSource clock, MonitoringMetrics metrics) {
        this.meaning = meaning;
        this.clock = clock;
        this.metrics = metrics;
    }

    static PatientMessage observation(PatientId patient, byte @Nullable [] value) throws MalformedRecord {
        if (value == null) {
            throw new MalformedRecord("value is missing");
        }
        Observation observation = Topics.OBSERVATIONS.value().decode(value);
        requireSame(patient, observation.patientId());
        return new PatientMessage.Observed(observation);
    }

    static PatientMessage patient(PatientId patient, byte @Nullable [] value) throws MalformedRecord {
        if (value == null) {
            return new PatientMessage.Erased();
        }
        var changed = Topics.PATIENTS.value().decode(value);
        requireSame(patient, changed.patientId());
        return new PatientMessage.Changed(changed);
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
    }

    @Override
    @SuppressWarnings("NullAway") // context is set before the first record
    public void process(Record<byte[], byte[]> record) {
        try {
            PatientId patient = patientOf(record.key());
            context.forward(record.withKey(patient).withValue(meaning.of(patient, record.value())),
                    MonitoringTopology.MONITOR);
        } catch (MalformedRecord e) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            metrics.malformed(place.topic());
            Instant now = clock.instant();
            context.forward(new Record<>(UNKNOWN_DEVICE, quarantine(record.value(), place, e, now),
                    now.toEpochMilli()), MonitoringTopology.QUARANTINE);
        }
    }

    private static PatientId patientOf(byte @Nullable [] key) throws MalformedRecord {
        if (key == null) {
            throw new MalformedRecord("key is missing");
        }
        return Topics.OBSERVATIONS.key().decode(key);
    }

    private static void requireSame(PatientId key, PatientId value) throws MalformedRecord {
        if (!key.equals(value)) {
            throw new MalformedRecord("patientId: differs from the record's key");
        }
    }

    private static Quarantine quarantine(byte @Nullable [] value, RecordMetadata place, MalformedRecord why,
            Instant now) {
        byte[] original = value == null ? new byte[0]
                : Arrays.copyOf(value, Math.min(value.length, LONGEST_ORIGINAL));
        return new Quarantine(UNKNOWN_DEVICE,
                OfBytes.of(original, place.topic(), place.partition(), place.offset()), QuarantineReason.MALFORMED,
                String.valueOf(why.getMessage()), now);
    }
}
