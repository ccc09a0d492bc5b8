package dev.vigil.alerts.lifecycle;

import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertEvent;
import dev.vigil.domain.alert.AlertEvent.CommandCame;
import dev.vigil.domain.alert.AlertEvent.PatientErased;
import dev.vigil.domain.alert.AlertEvent.SignalCame;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original.OfBytes;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.signal.Signal;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bytes of one topic to an event of one patient. Bytes that are not that go to quarantine with the reason, with where
/// they lay, and as much of them as one record can carry.
final class EventDecoder implements Processor<byte[], byte[], Object, Object> {

    /// Makes a decoder for each task.
    @FunctionalInterface
    interface Supplier {
        EventDecoder get();
    }

    /// What a topic's value means for the patient's alerts; empty when nothing.
    @FunctionalInterface
    private interface Meaning {
        Optional<AlertEvent> of(PatientId patient, byte @Nullable [] value) throws MalformedRecord;
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventDecoder.class);
    private static final String UNKNOWN_DEVICE = "unknown";
    private static final int LONGEST_ORIGINAL = 512 * 1024;
    private static final int LONGEST_TEXT = 2_000;

    private final Meaning meaning;
    private final InstantSource clock;
    private final LifecycleMetrics metrics;
    private @Nullable ProcessorContext<Object, Object> context;

    private EventDecoder(Meaning meaning, InstantSource clock, LifecycleMetrics metrics) {
        this.meaning = meaning;
        this.clock = clock;
        this.metrics = metrics;
    }

    static Supplier ofSignals(InstantSource clock, LifecycleMetrics metrics) {
        return () -> new EventDecoder(EventDecoder::signal, clock, metrics);
    }

    static Supplier ofCommands(InstantSource clock, LifecycleMetrics metrics) {
        return () -> new EventDecoder(EventDecoder::command, clock, metrics);
    }

    static Supplier ofPatients(InstantSource clock, LifecycleMetrics metrics) {
        return () -> new EventDecoder(
                (patient, value) -> value == null ? Optional.of(new PatientErased()) : Optional.empty(), clock,
                metrics);
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
            meaning.of(patient, record.value()).ifPresent(
                    event -> context.forward(record.withKey(patient).withValue(event), LifecycleTopology.LIFECYCLE));
        } catch (MalformedRecord e) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            LOG.warn("malformed record in {}-{} at {}: {}", place.topic(), place.partition(), place.offset(),
                    e.getMessage());
            metrics.malformed(place.topic());
            Instant now = clock.instant();
            context.forward(new Record<>(UNKNOWN_DEVICE, quarantine(record.value(), place, e, now),
                    now.toEpochMilli()), LifecycleTopology.QUARANTINE);
        }
    }

    private static PatientId patientOf(byte @Nullable [] key) throws MalformedRecord {
        if (key == null) {
            throw new MalformedRecord("key is missing");
        }
        return Topics.SIGNALS.key().decode(key);
    }

    private static Optional<AlertEvent> signal(PatientId patient, byte @Nullable [] value) throws MalformedRecord {
        Signal signal = Topics.SIGNALS.value().decode(present(value));
        requireSame(patient, signal.patientId());
        requireShort("explanation", signal.explanation());
        return Optional.of(new SignalCame(signal));
    }

    private static Optional<AlertEvent> command(PatientId patient, byte @Nullable [] value) throws MalformedRecord {
        AlertCommand command = Topics.ALERT_COMMANDS.value().decode(present(value));
        requireSame(patient, command.patientId());
        requireShort("by", command.by());
        requireShort("note", command.note());
        requireShort("commandId", command.commandId());
        return Optional.of(new CommandCame(command));
    }

    private static byte[] present(byte @Nullable [] value) throws MalformedRecord {
        if (value == null) {
            throw new MalformedRecord("value is missing");
        }
        return value;
    }

    private static void requireSame(PatientId key, PatientId value) throws MalformedRecord {
        if (!key.equals(value)) {
            throw new MalformedRecord("patientId: differs from the record's key");
        }
    }

    /// An alert repeats these in its history and has to fit into one record.
    private static void requireShort(String field, @Nullable String text) throws MalformedRecord {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new MalformedRecord(field + ": longer than " + LONGEST_TEXT + " characters");
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
