package dev.vigil.app.bench.streams;

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
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Patients with one oximeter each, on a plan of ten rules; their readings follow each other by patient, and each
/// patient's are a fixed time apart.
final class Homes implements AutoCloseable {

    private static final String PLAN = "ten-rules";
    private static final LocalDate BORN = LocalDate.of(1950, 1, 1);

    /// A run has fewer readings of a patient: the first ones are so much older than now that the last ones are not
    /// ahead of it.
    private static final int MOST_TURNS = 300;

    private final int patients;
    private final Duration apart;
    private final @Nullable String window;
    private final InstantSource clock;
    private final Instant start;
    private final Producer<byte[], byte[]> producer;
    private long sent;

    /// @param window the length of the plan's windows, null for those that the plan has
    Homes(KafkaConnection kafka, int patients, Duration apart, @Nullable String window, InstantSource clock) {
        this.patients = patients;
        this.apart = apart;
        this.window = window;
        this.clock = clock;
        this.start = clock.instant().minus(apart.multipliedBy(MOST_TURNS));
        Map<String, Object> properties = new HashMap<>(kafka.producerProperties());
        properties.put("linger.ms", 5);
        properties.put("batch.size", 64 << 10);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// Some patients more, who have no readings yet.
    void enrol(int more) {
        Instant from = start.minus(Duration.ofDays(1));
        send(Topics.PLANS, PLAN, plan(), from);
        PatientSettings settings = new PatientSettings(from, 1, false, PLAN, Map.of());
        for (int number = 0; number < patients + more; number++) {
            PatientId patient = patient(number);
            send(Topics.PATIENTS, patient, new Patient(patient, BORN, null, null, null, null, List.of(), List.of(),
                    List.of(settings)), from);
            send(Topics.DEVICES, device(number), new Device(device(number), null, null, null,
                    List.of(new Assignment(patient, from, null))), from);
        }
        producer.flush();
    }

    /// Returns when Kafka has them all.
    void push(long readings) {
        Instant now = clock.instant();
        for (long end = sent + readings; sent < end; sent++) {
            int number = (int) (sent % patients);
            long turn = sent / patients;
            Instant takenAt = start.plus(apart.multipliedBy(turn));
            send(Topics.READINGS, device(number), new Reading(device(number), new ReadingId("r" + turn), takenAt, null,
                    List.of(measured("oxygen-saturation", 95 + turn % 5, "%"),
                            measured("pulse-rate", 60 + (number + turn) % 30, "/min")),
                    null, null, null, now, "bench", Door.HTTP), now);
        }
        producer.flush();
    }

    /// One reading of each patient that calls for help, so many a second.
    void alarm(int rate, List<Integer> numbers, Consumer<PatientId> accepted) {
        long begun = System.nanoTime();
        for (int sending = 0; sending < numbers.size(); sending++) {
            LockSupport.parkNanos(begun + sending * 1_000_000_000L / rate - System.nanoTime());
            int number = numbers.get(sending);
            Instant now = clock.instant();
            Reading reading = new Reading(device(number), new ReadingId("alarm"), now.minusSeconds(1), null,
                    List.of(measured("oxygen-saturation", 80, "%")), null, null, null, now, "bench", Door.HTTP);
            producer.send(new ProducerRecord<>(Topics.READINGS.name(), null, now.toEpochMilli(),
                    Topics.READINGS.key().encode(device(number)), Topics.READINGS.value().encode(reading)),
                    (place, failure) -> accepted.accept(patient(number)));
        }
        producer.flush();
    }

    private static PatientId patient(int number) {
        return new PatientId("bench-" + number);
    }

    private static RawMeasurement measured(String vital, long value, String unit) {
        return new RawMeasurement(vital, new RawValue.Decimal(BigDecimal.valueOf(value)), unit);
    }

    private static DeviceId device(int number) {
        return new DeviceId("oximeter-" + number);
    }

    private <K, V> void send(Topic<K, V> topic, K key, V value, Instant at) {
        producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), topic.key().encode(key),
                topic.value().encode(value)));
    }

    private Plan plan() {
        try (InputStream yaml = Objects.requireNonNull(Homes.class.getResourceAsStream("ten-rules.yaml"))) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            return switch (PlanCodec.parse(
                    window == null ? text : text.replaceAll("window: \\w+", "window: " + window))) {
                case ParsedPlan.Accepted accepted -> accepted.plan();
                case ParsedPlan.Refused refused -> throw new IllegalStateException(refused.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark's plan cannot be read", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
