package dev.vigil.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand patients share one partition with a device whose clock jumps between 1970 and 2099, one that floods, one
/// that talks garbage and one that nobody knows. Whatever comes out about the thousand is the same, byte for byte, as
/// without the four.
@Tag("slow")
class OneDeviceHarmsNobodyElseTest {

    private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
    private static final Duration ROUND = Duration.ofMinutes(2);
    private static final int PATIENTS = 1_000;
    private static final int ROUNDS = 3;
    private static final int FLOOD = 1_000;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS = 8;
    private static final String CLOCK = "clock-gone-wild";
    private static final String FLOODING = "flooding";
    private static final List<Topic<?, ?>> RESULTS = List.of(Topics.OBSERVATIONS, Topics.SUMMARIES, Topics.SCORES,
            Topics.SIGNALS, Topics.CURRENT);

    @TempDir
    private Path directory;

    @Test
    void shouldComeOutTheSameForAThousandPatientsWithAndWithoutFourBadDevices() {
        Map<Topic<?, ?>, Map<String, List<String>>> alone = play("alone", false);
        Map<Topic<?, ?>, Map<String, List<String>>> disturbed = play("disturbed", true);

        assertThat(count(alone, Topics.OBSERVATIONS)).isEqualTo(PATIENTS * ROUNDS);
        assertThat(count(alone, Topics.SCORES)).isGreaterThan(PATIENTS);
        assertThat(count(alone, Topics.SIGNALS)).isGreaterThan(PATIENTS / 10);
        assertThat(count(alone, Topics.SUMMARIES)).isGreaterThan(PATIENTS);
        for (Topic<?, ?> topic : RESULTS) {
            assertThat(disturbed.get(topic).equals(alone.get(topic))).as(topic.name()).isTrue();
        }
    }

    private Map<Topic<?, ?>, Map<String, List<String>>> play(String run, boolean disturbed) {
        Instant[] now = {START};
        InstantSource clock = () -> now[0];
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<Topic<?, ?>, Map<String, List<String>>> results = new LinkedHashMap<>();
        try (StoreMemory memory = new StoreMemory(StoreMemory.BYTES);
                TopologyTestDriver admission = driver(memory, run + "-a",
                        AdmissionTopology.build(StreamsConfig.PARKED_AT_MOST, clock, meters));
                TopologyTestDriver monitoring = driver(memory, run + "-m", MonitoringTopology.build(clock, meters))) {
            assignAll(admission, disturbed);
            enrolAll(monitoring, disturbed);
            for (int round = 0; round < ROUNDS; round++) {
                pushRound(admission, round, now[0], disturbed);
                forward(admission, monitoring, results);
                now[0] = now[0].plus(ROUND);
                tick(admission, monitoring);
            }
            for (Duration later : List.of(Duration.ofHours(2), Duration.ofHours(30))) {
                now[0] = now[0].plus(later);
                tick(admission, monitoring);
            }
            forward(admission, monitoring, results);
        }
        return results;
    }

    private static int count(Map<Topic<?, ?>, Map<String, List<String>>> results, Topic<?, ?> topic) {
        return results.getOrDefault(topic, Map.of()).values().stream().mapToInt(List::size).sum();
    }

    private TopologyTestDriver driver(StoreMemory memory, String name, Topology topology) {
        return new TopologyTestDriver(topology, StreamsProperties.of(name,
                StreamsConfig.at(directory, 1), KafkaConnection.to("nowhere:9092"), Failover.cautious(), memory),
                START);
    }

    /// Often enough for every patient to hear of the time.
    private static void tick(TopologyTestDriver admission, TopologyTestDriver monitoring) {
        for (int i = 0; i < TICKS; i++) {
            admission.advanceWallClockTime(TICK);
            monitoring.advanceWallClockTime(TICK);
        }
    }

    private static void assignAll(TopologyTestDriver admission, boolean disturbed) {
        for (int i = 0; i < PATIENTS; i++) {
            assign(admission, "d" + i, "p" + i);
        }
        if (disturbed) {
            assign(admission, CLOCK, "bad-1");
            assign(admission, FLOODING, "bad-2");
        }
    }

    private static void enrolAll(TopologyTestDriver monitoring, boolean disturbed) {
        for (int i = 0; i < PATIENTS; i++) {
            enrol(monitoring, "p" + i);
        }
        if (disturbed) {
            enrol(monitoring, "bad-1");
            enrol(monitoring, "bad-2");
        }
    }

    private static void enrol(TopologyTestDriver monitoring, String patient) {
        PatientId id = new PatientId(patient);
        Patient enrolled = new Patient(id, LocalDate.of(1951, 3, 2), null, null, null,
                new Enrolment(START.minus(Duration.ofDays(1)), null), List.of(), List.of(),
                List.of(new PatientSettings(Instant.EPOCH, 1, false, null, Map.of())));
        pipe(monitoring, Topics.PATIENTS, Topics.PATIENTS.key().encode(id), Topics.PATIENTS.value().encode(enrolled),
                START);
    }

    private static void assign(TopologyTestDriver admission, String device, String patient) {
        DeviceId id = new DeviceId(device);
        pipe(admission, Topics.DEVICES, Topics.DEVICES.key().encode(id), Topics.DEVICES.value().encode(new Device(id,
                null, null, null, List.of(new Assignment(new PatientId(patient), Instant.EPOCH, null)))), START);
    }

    private static void pushRound(TopologyTestDriver admission, int round, Instant now, boolean disturbed) {
        for (int i = 0; i < PATIENTS; i++) {
            if (disturbed && i % 50 == 0) {
                disturb(admission, round, i, now);
            }
            push(admission, "d" + i, "r" + round, now.minusSeconds(i % 60), vitals(i, round), now);
        }
    }

    /// Every tenth patient gets worse over the rounds.
    private static List<RawMeasurement> vitals(int patient, int round) {
        int worse = patient % 10 == 0 ? round : 0;
        return List.of(number("heart-rate", 70 + patient % 15 + 25 * worse, "/min"),
                number("oxygen-saturation", 98 - 5 * worse, "%"), number("respiratory-rate", 14 + 6 * worse, "/min"));
    }

    private static void disturb(TopologyTestDriver admission, int round, int at, Instant now) {
        List<Instant> wild = List.of(Instant.parse("2099-01-01T00:00:00Z"), Instant.EPOCH, now.plusSeconds(86_400),
                now.minusSeconds(20 * 86_400), Instant.parse("+999999999-12-31T23:59:59Z"));
        for (int i = 0; i < wild.size(); i++) {
            push(admission, CLOCK, "w" + round + "-" + at + "-" + i, wild.get(i), vitals(0, i), now);
            pushSent(admission, CLOCK, "s" + round + "-" + at + "-" + i, wild.get(i), wild.get(i), now);
            push(admission, "nobody-knows", "u" + round + "-" + at + "-" + i, now, vitals(0, i), now);
        }
        for (int i = 0; i < FLOOD / 20; i++) {
            push(admission, FLOODING, "f" + round + "-" + at + "-" + i, now.minusMillis(i), vitals(0, i % 9), now);
        }
        byte[] key = "garbage".getBytes(UTF_8);
        pipe(admission, Topics.READINGS, key, new byte[] {1, 2, 3}, Instant.parse("2099-01-01T00:00:00Z"));
        pipe(admission, Topics.DEVICES, key, "{}".getBytes(UTF_8), now);
        pipe(admission, Topics.READINGS, null, null, now);
    }

    private static void push(TopologyTestDriver admission, String device, String id, Instant takenAt,
            List<RawMeasurement> measurements, Instant now) {
        push(admission, reading(device, id, takenAt, null, measurements, now), now);
    }

    private static void pushSent(TopologyTestDriver admission, String device, String id, Instant takenAt,
            Instant sentAt, Instant now) {
        push(admission, reading(device, id, takenAt, sentAt, vitals(0, 1), now), now);
    }

    private static Reading reading(String device, String id, Instant takenAt, @Nullable Instant sentAt,
            List<RawMeasurement> measurements, Instant now) {
        return new Reading(new DeviceId(device), new ReadingId(id), takenAt, null, measurements, null, null, sentAt,
                now, null, Door.HTTP);
    }

    private static void push(TopologyTestDriver admission, Reading reading, Instant now) {
        pipe(admission, Topics.READINGS, Topics.READINGS.key().encode(reading.deviceId()),
                Topics.READINGS.value().encode(reading), now);
    }

    private static RawMeasurement number(String vital, int value, String unit) {
        return new RawMeasurement(vital, new RawValue.Decimal(BigDecimal.valueOf(value)), unit);
    }

    private static void pipe(TopologyTestDriver driver, Topic<?, ?> topic, byte @Nullable [] key,
            byte @Nullable [] value, Instant timestamp) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, timestamp));
    }

    /// Observations go on to monitoring, as they would through Kafka; whatever concerns the thousand is noted.
    private static void forward(TopologyTestDriver admission, TopologyTestDriver monitoring,
            Map<Topic<?, ?>, Map<String, List<String>>> results) {
        for (TestRecord<byte[], byte[]> observation : drain(admission, Topics.OBSERVATIONS)) {
            pipe(monitoring, Topics.OBSERVATIONS, observation.key(), observation.value(),
                    observation.getRecordTime());
            note(results, Topics.OBSERVATIONS, observation);
        }
        for (Topic<?, ?> topic : RESULTS.subList(1, RESULTS.size())) {
            drain(monitoring, topic).forEach(message -> note(results, topic, message));
        }
    }

    private static List<TestRecord<byte[], byte[]>> drain(TopologyTestDriver driver, Topic<?, ?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static void note(Map<Topic<?, ?>, Map<String, List<String>>> results, Topic<?, ?> topic,
            TestRecord<byte[], byte[]> message) {
        String patient = new String(message.key(), UTF_8);
        if (!patient.startsWith("bad-")) {
            results.computeIfAbsent(topic, ignored -> new TreeMap<>())
                    .computeIfAbsent(patient, ignored -> new ArrayList<>())
                    .add(message.getRecordTime() + " " + new String(message.value(), UTF_8));
        }
    }
}
