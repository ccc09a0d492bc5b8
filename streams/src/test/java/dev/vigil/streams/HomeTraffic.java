package dev.vigil.streams;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A hundred readings a second from homes: pulses of now and of the hour before from devices that keep sending, and a
/// low glucose from one device after another that is not heard of again. Each patient `p` has the device `d`.
final class HomeTraffic implements AutoCloseable {

    static final int SENDING = 40;
    static final int FALLING_SILENT = 16;
    static final Duration SILENT_FOR = Duration.ofSeconds(20);

    private static final int ONCE = 1_000;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    /// When each reading was sent, by its id.
    final Map<String, Long> sent = new ConcurrentHashMap<>();

    /// Patients who had a low glucose.
    final Set<String> low = ConcurrentHashMap.newKeySet();

    /// How many pulses of the hour before, by patient.
    final Map<String, Long> late = new ConcurrentHashMap<>();

    private final KafkaProducer<byte[], byte[]> producer;
    private final Instant hour;
    private final Thread sender = Thread.ofPlatform().unstarted(this::push);
    private volatile boolean over;

    /// @param hour begins the hour before
    HomeTraffic(KafkaConnection kafka, Instant hour) {
        this.producer = new KafkaProducer<>(kafka.producerProperties(), new ByteArraySerializer(),
                new ByteArraySerializer());
        this.hour = hour;
    }

    void enrol() {
        send(Topics.PLANS, "heard", new Plan("heard", List.of(new Rule("unheard", Priority.LOW, RuleKind.TECHNICAL,
                new Condition.Silent(null, SILENT_FOR), null)), Set.of(), Map.of()));
        for (int number = 0; number < SENDING; number++) {
            assign("p" + number, "d" + number);
            enrol("p" + number, null);
        }
        for (int number = 0; number < ONCE; number++) {
            assign("once" + number, "once" + number);
        }
        for (int number = 0; number < FALLING_SILENT; number++) {
            assign("quiet" + number, "quiet" + number);
            enrol("quiet" + number, "heard");
        }
    }

    /// With an age, or there would be no score.
    private void enrol(String patient, @Nullable String plan) {
        PatientId id = new PatientId(patient);
        send(Topics.PATIENTS, id, new Patient(id, LocalDate.of(1950, 1, 1), null, null, null, null, List.of(),
                List.of(), List.of(new PatientSettings(Instant.EPOCH, 1, false, plan, Map.of()))));
    }

    private void assign(String patient, String name) {
        DeviceId device = new DeviceId(name);
        send(Topics.DEVICES, device, new Device(device, null, null, null,
                List.of(new Assignment(new PatientId(patient), Instant.EPOCH, null))));
    }

    void begin() {
        sender.start();
    }

    /// The last that is heard of some devices.
    ///
    /// @return ids of the readings
    Set<String> fallSilent() {
        Set<String> last = new HashSet<>();
        for (int number = 0; number < FALLING_SILENT; number++) {
            last.add("last" + number);
            reading("quiet" + number, "last" + number, Instant.now(), "pulse-rate", 70, "/min");
        }
        producer.flush();
        return last;
    }

    private void push() {
        for (int number = 0; !over; number++) {
            int home = number % SENDING;
            if (number % 7 == 6 && number / 7 < ONCE) { // each home has its turn of either kind
                low.add("once" + number / 7);
                reading("once" + number / 7, "r" + number, Instant.now(), "blood-glucose", 50, "mg/dL");
            } else if (number % 3 == 0) {
                late(home, "r" + number);
            } else {
                pulse(home, "r" + number, Instant.now());
            }
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Of the hour before; each at another time.
    void late(int home, String id) {
        late.merge("p" + home, 1L, Long::sum);
        pulse(home, id, hour.plusMillis(sent.size()));
    }

    void pulse(int home, String id, Instant takenAt) {
        reading("d" + home, id, takenAt, "pulse-rate", 70, "/min");
    }

    private void reading(String name, String id, Instant takenAt, String vital, long value, String unit) {
        DeviceId device = new DeviceId(name);
        sent.put(id, System.nanoTime());
        send(Topics.READINGS, device, new Reading(device, new ReadingId(id), takenAt, null,
                List.of(new RawMeasurement(vital, new RawValue.Decimal(BigDecimal.valueOf(value)), unit)), null, null,
                null, Instant.now(), null, Door.HTTP));
    }

    private <K, V> void send(Topic<K, V> topic, K key, V value) {
        producer.send(new ProducerRecord<>(topic.name(), topic.key().encode(key), topic.value().encode(value)));
    }

    /// Sends nothing more; what was sent is with Kafka.
    void end() throws InterruptedException {
        over = true;
        sender.join();
        producer.flush();
    }

    @Override
    public void close() throws InterruptedException {
        end();
        producer.close();
    }
}
