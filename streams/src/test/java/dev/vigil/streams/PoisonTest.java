package dev.vigil.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ShippedPlans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever bytes lie on an input topic: the stream goes on, what nobody can read is quarantined, and the reading after
/// it is admitted and raises its signal.
class PoisonTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("d1");
    private static final PatientId PATIENT = new PatientId("p1");
    private static final int ROUNDS = 1_500;

    @TempDir
    private Path directory;

    private final InstantSource clock = InstantSource.fixed(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Random random = new Random(20261123);
    private final Map<Topic<?, ?>, Integer> quarantined = new HashMap<>();

    @Test
    void shouldOutliveAnyBytesOnEveryInputTopic() {
        try (StoreMemory memory = new StoreMemory(StoreMemory.BYTES);
                TopologyTestDriver admission = driver(AdmissionTopology.APPLICATION,
                        AdmissionTopology.build(StreamsConfig.PARKED_AT_MOST, clock, meters), memory);
                TopologyTestDriver monitoring = driver(MonitoringTopology.APPLICATION,
                        MonitoringTopology.build(clock, meters), memory)) {
            enrol(admission, monitoring);
            byte[] observation = admitted(admission, "before", 95);
            List<Poison> poisons = List.of(poison(admission, Topics.READINGS, DEVICE, reading("x", 95)),
                    poison(admission, Topics.DEVICES, DEVICE, device()),
                    new Poison(input(monitoring, Topics.OBSERVATIONS), Topics.OBSERVATIONS.key().encode(PATIENT),
                            observation),
                    poison(monitoring, Topics.PATIENTS, PATIENT, patient()),
                    poison(monitoring, Topics.PLANS, Plan.GENERAL, ShippedPlans.general()));
            for (int round = 0; round < ROUNDS; round++) {
                poisons.forEach(poison -> poison.drop(random));
                quarantined.merge(Topics.READINGS, drain(admission, Topics.QUARANTINE).size(), Integer::sum);
                quarantined.merge(Topics.OBSERVATIONS, drain(monitoring, Topics.QUARANTINE).size(), Integer::sum);
            }
            assertThat(quarantined).allSatisfy((topic, count) -> assertThat(count).isGreaterThan(ROUNDS));

            enrol(admission, monitoring);
            drain(monitoring, Topics.SIGNALS);
            byte[] low = admitted(admission, "after", 71);
            input(monitoring, Topics.OBSERVATIONS).pipeInput(Topics.OBSERVATIONS.key().encode(PATIENT), low, NOW);
            assertThat(drain(monitoring, Topics.SIGNALS)).isNotEmpty();
        }
    }

    private record Poison(TestInputTopic<byte[], byte[]> topic, byte[] key, byte[] value) {

        void drop(Random random) {
            byte[] rightKey = random.nextInt(3) == 0 ? spoilt(key, random) : key;
            topic.pipeInput(new TestRecord<>(rightKey, spoilt(value, random), NOW));
        }
    }

    /// Nothing, noise, a piece of the right thing, or the right thing with a few bytes of noise.
    private static byte @Nullable [] spoilt(byte[] right, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> noise(random, random.nextInt(64));
            case 2 -> Arrays.copyOf(right, random.nextInt(right.length));
            case 3 -> "{\"measurements\":[null],\"rules\":{},\"a\":1e999}".getBytes(UTF_8);
            default -> mutated(right, random);
        };
    }

    private static byte[] mutated(byte[] right, Random random) {
        byte[] bytes = right.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <K, V> Poison poison(TopologyTestDriver driver, Topic<K, V> topic, K key, V value) {
        return new Poison(input(driver, topic), topic.key().encode(key), topic.value().encode(value));
    }

    private static void enrol(TopologyTestDriver admission, TopologyTestDriver monitoring) {
        send(admission, Topics.DEVICES, DEVICE, device());
        send(monitoring, Topics.PATIENTS, PATIENT, patient());
        send(monitoring, Topics.PLANS, Plan.GENERAL, ShippedPlans.general());
    }

    /// The observation that a reading becomes.
    private static byte[] admitted(TopologyTestDriver admission, String id, int saturation) {
        drain(admission, Topics.OBSERVATIONS);
        send(admission, Topics.READINGS, DEVICE, reading(id, saturation));
        return drain(admission, Topics.OBSERVATIONS).getLast();
    }

    private static <K, V> void send(TopologyTestDriver driver, Topic<K, V> topic, K key, V value) {
        input(driver, topic).pipeInput(topic.key().encode(key), topic.value().encode(value), NOW);
    }

    private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, Topic<?, ?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<byte[]> drain(TopologyTestDriver driver, Topic<?, ?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    private static Device device() {
        return new Device(DEVICE, null, null, null, List.of(new Assignment(PATIENT, Instant.EPOCH, null)));
    }

    private static Patient patient() {
        return new Patient(PATIENT, LocalDate.parse("1950-01-01"), null, null, null, null, List.of(), List.of(),
                List.of(PatientSettings.initial(Instant.EPOCH)));
    }

    private static Reading reading(String id, int saturation) {
        return new Reading(DEVICE, new ReadingId(id), NOW.minusSeconds(1), null,
                List.of(new RawMeasurement("oxygen-saturation", new RawValue.Decimal(BigDecimal.valueOf(saturation)),
                        "%")),
                null, null, null, NOW, null, Door.HTTP);
    }

    private TopologyTestDriver driver(String name, Topology topology, StoreMemory memory) {
        return new TopologyTestDriver(topology, StreamsProperties.of(name,
                StreamsConfig.at(directory.resolve(name), 1), KafkaConnection.to("nowhere:9092"), Failover.cautious(),
                memory), NOW);
    }
}
