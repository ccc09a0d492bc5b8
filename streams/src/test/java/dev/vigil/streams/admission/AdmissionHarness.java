package dev.vigil.streams.admission;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.Codec;
import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.OutcomeKey;
import dev.vigil.wire.StreamsSettings;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.WithdrawalKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The admission topology on one partition, with a clock that moves only when told to.
final class AdmissionHarness implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TestOutputTopic<PatientId, Observation> observations;
    final TestOutputTopic<OutcomeKey, ReadingOutcome> outcomes;
    final TestOutputTopic<String, Quarantine> quarantine;
    final TestOutputTopic<WithdrawalKey, Withdrawal> withdrawals;

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> readings;
    private final TestInputTopic<byte[], byte[]> devices;
    private Instant now = START;

    AdmissionHarness(Path stateDirectory) {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings("admission-test", stateDirectory, 1)
                .properties(KafkaConnection.to("nowhere:9092"), Failover.cautious()));
        driver = new TopologyTestDriver(
                AdmissionTopology.build(StreamsConfig.PARKED_AT_MOST, () -> now, meters), properties, START);
        readings = input(Topics.READINGS);
        devices = input(Topics.DEVICES);
        observations = output(Topics.OBSERVATIONS);
        outcomes = output(Topics.OUTCOMES);
        quarantine = output(Topics.QUARANTINE);
        withdrawals = output(Topics.WITHDRAWALS);
    }

    Instant now() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
        driver.advanceWallClockTime(by);
    }

    void assign(String device, String patient) {
        assign(device, new Assignment(new PatientId(patient), START.minus(Duration.ofDays(365)), null));
    }

    void assign(String device, Assignment... assignments) {
        DeviceId id = new DeviceId(device);
        devices.pipeInput(new TestRecord<>(Topics.DEVICES.key().encode(id),
                Topics.DEVICES.value().encode(new Device(id, null, null, null, List.of(assignments))), now));
    }

    void send(Reading reading) {
        sendBytes(Topics.READINGS.key().encode(reading.deviceId()), Topics.READINGS.value().encode(reading), now);
    }

    void retract(String device, String id) {
        Retraction retraction = new Retraction(new DeviceId(device), new ReadingId(id), "wrong arm", now, null,
                Door.HTTP);
        sendBytes(Topics.RETRACTIONS.key().encode(retraction.deviceId()),
                Topics.RETRACTIONS.value().encode(retraction), now);
    }

    void sendBytes(byte @Nullable [] key, byte @Nullable [] value, Instant timestamp) {
        readings.pipeInput(new TestRecord<>(key, value, timestamp));
    }

    void sendDeviceBytes(byte @Nullable [] key, byte @Nullable [] value) {
        devices.pipeInput(new TestRecord<>(key, value, now));
    }

    Reading heartRate(String device, String id, Instant takenAt, int value) {
        return reading(device, id, takenAt, null, new RawMeasurement("heart-rate",
                new RawValue.Decimal(BigDecimal.valueOf(value)), "/min"));
    }

    Reading reading(String device, String id, Instant takenAt, @Nullable Instant sentAt,
            RawMeasurement... measurements) {
        return new Reading(new DeviceId(device), new ReadingId(id), takenAt, null, List.of(measurements), null, null,
                sentAt, now, "gateway-1", Door.HTTP);
    }

    /// Writes other bytes under every key of a store.
    ///
    /// @return how many
    int damage(String store, UnaryOperator<byte[]> harm) {
        KeyValueStore<String, byte[]> kept = driver.getKeyValueStore(store);
        Map<String, byte[]> found = new TreeMap<>();
        try (var all = kept.all()) {
            all.forEachRemaining(entry -> found.put(entry.key, entry.value));
        }
        found.forEach((key, bytes) -> kept.put(key, harm.apply(bytes)));
        return found.size();
    }

    int devicesKept() {
        return entries(AdmissionTopology.DEVICES);
    }

    int readingsSeen() {
        return entries(AdmissionTopology.READINGS_SEEN);
    }

    int daysSeen() {
        return entries(AdmissionTopology.CONTENTS_SEEN);
    }

    private int entries(String store) {
        int entries = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                entries++;
            }
        }
        return entries;
    }

    @Override
    public void close() {
        driver.close();
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?, ?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(topic.name(), reading(topic.key()), reading(topic.value()));
    }

    private static <T> Deserializer<T> reading(Codec<T> codec) {
        return (topic, bytes) -> {
            try {
                return codec.decode(bytes);
            } catch (MalformedRecord e) {
                throw new AssertionError(e);
            }
        };
    }
}
