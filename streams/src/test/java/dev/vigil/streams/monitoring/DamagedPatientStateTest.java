package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.streams.PromptCommits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What monitoring keeps of a patient cannot be read any more: it is set aside, said and counted, and the patient goes
/// on from what is readable.
class DamagedPatientStateTest {

    private static final PatientId ADA = new PatientId("ada");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> patients = store(MonitoringTopology.PATIENTS, Serdes.String());
    private final KeyValueStore<String, byte[]> panes = store(MonitoringTopology.PANES, Serdes.String());
    private final KeyValueStore<Bytes, byte[]> history = store(MonitoringTopology.HISTORY, Serdes.Bytes());
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private int readings;
    private MonitorProcessor monitor;

    @BeforeEach
    void liveSomeHours() {
        store(MonitoringTopology.PLANS, Serdes.String());
        store(MonitoringTopology.HEARTBEATS, Serdes.String());
        begin();
        tell(new PatientMessage.Changed(new Patient(ADA, LocalDate.of(1950, 1, 1), null, null, null, null, List.of(),
                List.of(), List.of(PatientSettings.initial(Instant.EPOCH)))));
        for (int minute = 0; minute < 200; minute++) {
            observe(Vital.HEART_RATE, 70 + minute % 5);
            observe(Vital.OXYGEN_SATURATION, 95 + minute % 3);
        }
        context.resetForwards();
    }

    @Test
    void shouldGoOnWithTheOtherVitals() {
        damage(patients, key -> key.equals("ada"), DamagedPatientStateTest::withoutTheEndOfItsFirstVital);
        begin();
        observe(Vital.BODY_TEMPERATURE, 37);
        PatientState ada = kept();
        assertThat(ada.vitals().keySet()).contains(Vital.BODY_TEMPERATURE).hasSize(2);
        assertThat(ada.patient()).isNotNull();
        assertThat(setAside()).hasSize(1);
        begin();
        observe(Vital.BODY_TEMPERATURE, 37);
        assertThat(setAside()).as("said and set aside once").hasSize(1);
    }

    @Test
    void shouldKeepTheSettingsOfAPatientWhoseRecordIsLost() {
        damage(patients, key -> key.equals("ada"), bytes -> new byte[] {99});
        begin();
        observe(Vital.HEART_RATE, 80);
        assertThat(kept().patient()).isNotNull();
        assertThat(kept().armedAt()).as("silences count from now").isEqualTo(now);
        assertThat(kept().vitals()).containsOnlyKeys(Vital.HEART_RATE);
        assertThat(setAside()).singleElement().satisfies(aside -> assertThat(aside.deviceId()).isEqualTo("ada"));
        assertThat(meters.counter("vigil.state.unreadable", "store", MonitoringTopology.PATIENTS).count()).isOne();
    }

    @Test
    void shouldGoOnWithoutSettingsAndWithoutAChunkOfPanes() {
        assertThat(damage(panes, key -> true, bytes -> new byte[0])).isPositive();
        damage(patients, key -> key.endsWith("settings"), bytes -> new byte[] {'{'});
        begin();
        observe(Vital.HEART_RATE, 80);
        assertThat(kept().vitals().keySet()).contains(Vital.HEART_RATE, Vital.OXYGEN_SATURATION);
        assertThat(kept().patient()).isNull();
        assertThat(setAside()).isNotEmpty();
    }

    /// Whatever is written over it, in any of its stores.
    @Test
    void shouldOutliveAnyBytes() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            damage(patients, key -> random.nextInt(3) > 0, harm(random));
            damage(panes, key -> random.nextInt(3) == 0, harm(random));
            damage(history, key -> random.nextInt(20) == 0, harm(random));
            begin();
            observe(Vital.HEART_RATE, 60 + random.nextInt(60));
            observe(Vital.OXYGEN_SATURATION, 90 + random.nextInt(10), now.minusSeconds(random.nextInt(7_000)));
            now = now.plus(Duration.ofMinutes(random.nextInt(200)));
            context.scheduledPunctuators().getLast().getPunctuator().punctuate(now.toEpochMilli());
        }
        assertThat(setAside()).isNotEmpty();
        context.resetForwards();
        tell(new PatientMessage.Changed(new Patient(ADA, LocalDate.of(1950, 1, 1), null, null, null, null, List.of(),
                List.of(), List.of(PatientSettings.initial(Instant.EPOCH)))));
        observe(Vital.HEART_RATE, 77);
        assertThat(kept().vitals()).as("seeds 0 to 299").containsKey(Vital.HEART_RATE);
        assertThat(context.forwarded(MonitoringTopology.CURRENT)).isNotEmpty();
    }

    private static UnaryOperator<byte[]> harm(Random random) {
        return bytes -> {
            byte[] harmed = Arrays.copyOf(bytes, random.nextInt(4) > 0 ? bytes.length : random.nextInt(64));
            for (int i = random.nextInt(4); i > 0 && harmed.length > 0; i--) {
                harmed[random.nextInt(harmed.length)] = (byte) random.nextInt();
            }
            return harmed;
        };
    }

    /// The version of the vital's own bytes, which follow its name and their length, becomes one that nobody knows.
    private static byte[] withoutTheEndOfItsFirstVital(byte[] bytes) {
        byte[] name = Vital.HEART_RATE.key().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length - name.length; at++) {
            if (Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
                int length = at + name.length;
                while ((bytes[length] & 0x80) != 0) {
                    length++;
                }
                bytes[length + 1] = 77;
                return bytes;
            }
        }
        throw new AssertionError("the record has no heart rate");
    }

    /// As after a restart: nothing is in the heap.
    private void begin() {
        monitor = new MonitorProcessor(() -> now, new MonitoringMetrics(meters), new HotPanes(Long.MAX_VALUE),
                new PromptCommits());
        monitor.init(context);
    }

    private PatientState kept() {
        PatientState state = PatientReader.kept(patients, panes, ADA);
        assertThat(state).isNotNull();
        return state;
    }

    private void observe(Vital vital, int value) {
        now = now.plusSeconds(30);
        observe(vital, value, now);
    }

    private void observe(Vital vital, int value, Instant takenAt) {
        Measurement measurement = new Measurement(vital,
                new MeasuredValue.Quantity(BigDecimal.valueOf(value).setScale(vital.scale())),
                new Measurement.Original(new RawValue.Decimal(BigDecimal.valueOf(value)), vital.unit()), false);
        String id = "o" + readings++;
        tell(new PatientMessage.Observed(new Observation(id, 0, ADA, new DeviceId("d1"), null, new ReadingId(id),
                takenAt, takenAt, null, now, now, List.of(measurement), false, ObservationStatus.FINAL)));
    }

    private void tell(PatientMessage message) {
        context.setRecordMetadata("vitals.observations", 0, readings);
        monitor.process(new Record<>(ADA, message, now.toEpochMilli()));
    }

    private List<Quarantine> setAside() {
        return context.forwarded(MonitoringTopology.QUARANTINE).stream()
                .map(forward -> (Quarantine) forward.record().value()).toList();
    }

    private static <K> int damage(KeyValueStore<K, byte[]> store, Predicate<K> which, UnaryOperator<byte[]> harm) {
        Map<K, byte[]> found = new LinkedHashMap<>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                if (which.test(entry.key)) {
                    found.put(entry.key, entry.value);
                }
            });
        }
        found.forEach((key, bytes) -> store.put(key, harm.apply(bytes.clone())));
        return found.size();
    }

    private <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
        KeyValueStore<K, byte[]> store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys,
                Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
