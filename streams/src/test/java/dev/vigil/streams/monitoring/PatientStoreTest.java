package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.plan.ShippedPlans;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientStoreTest {

    private static final PatientId P1 = new PatientId("p1");
    private static final List<Vital> VITALS = List.of(Vital.HEART_RATE, Vital.OXYGEN_SATURATION,
            Vital.RESPIRATORY_RATE, Vital.CONSCIOUSNESS, Vital.BODY_WEIGHT);

    private final KeyValueStore<String, byte[]> bytes = Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore("patients"), Serdes.String(), Serdes.ByteArray()).withLoggingDisabled()
            .build();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private int readings;

    @BeforeEach
    void open() {
        bytes.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), bytes);
    }

    @Test
    void shouldReadBackExactlyWhatTheHeapHolds() {
        Random random = new Random(11);
        PatientStore store = new PatientStore(bytes);
        List<Observation> taken = new ArrayList<>();
        decide(store, new MonitorEvent.PatientChanged(new Patient(P1, LocalDate.parse("1950-01-01"), "A Name", null,
                null, null, List.of(), List.of(), List.of(PatientSettings.initial(Instant.EPOCH)))));
        for (int step = 0; step < 2_000; step++) {
            now = now.plusMillis(random.nextInt(step % 50 == 0 ? 10_000_000 : 20_000));
            MonitorEvent event = event(random, taken);
            PatientState hot = decide(store, event);
            if (step % 100 == 99) {
                assertThat(new PatientStore(bytes).load(P1, now)).usingRecursiveComparison()
                        .ignoringFields("picturedAt", "pictureChanged", "scoreUntold").isEqualTo(hot);
            }
        }
        assertThat(store.patients()).containsExactly(P1);
        assertThat(bytes.approximateNumEntries()).isLessThan(5 * 400);
    }

    @Test
    void shouldForgetAnErasedPatientAndNobodyElse() {
        PatientStore store = new PatientStore(bytes);
        PatientId neighbour = new PatientId("p1.x");
        store.load(neighbour, now);
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            decide(store, event(random, new ArrayList<>()));
        }
        store.erase(P1);
        assertThat(store.patients()).containsExactly(neighbour);
        assertThat(bytes.approximateNumEntries()).isEqualTo(1);
    }

    private PatientState decide(PatientStore store, MonitorEvent event) {
        PatientState before = store.load(P1, now);
        Decision decision = Monitor.decide(before, event, ShippedPlans.general(), now);
        store.save(before, decision.state());
        return decision.state();
    }

    private MonitorEvent event(Random random, List<Observation> taken) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new MonitorEvent.TimePassed(true, Instant.EPOCH);
        }
        if (kind == 1 && !taken.isEmpty()) {
            Observation wrong = taken.remove(random.nextInt(taken.size()));
            return new MonitorEvent.Observed(observation(wrong.id(), 1, wrong.takenAt(), wrong.measurements(),
                    ObservationStatus.ENTERED_IN_ERROR));
        }
        Instant takenAt = now.minusMillis(random.nextInt(kind == 2 ? 100_000_000 : 5_000));
        Observation observation = observation("o" + readings++, 0, takenAt, List.of(measurement(random)),
                ObservationStatus.FINAL);
        taken.add(observation);
        return new MonitorEvent.Observed(observation);
    }

    private Observation observation(String id, int revision, Instant takenAt, List<Measurement> measurements,
            ObservationStatus status) {
        return new Observation(id, revision, P1, new DeviceId("d1"), gateway(id), new ReadingId(id), takenAt, takenAt,
                null, now, now, measurements, false, status);
    }

    private static @Nullable String gateway(String id) {
        return id.endsWith("7") ? null : "gateway-" + id.charAt(id.length() - 1);
    }

    private static Measurement measurement(Random random) {
        Vital vital = VITALS.get(random.nextInt(VITALS.size()));
        MeasuredValue value = vital.coded() ? new MeasuredValue.Level(Consciousness.values()[random.nextInt(5)])
                : new MeasuredValue.Quantity(BigDecimal.valueOf(10_000 + random.nextInt(90_000), vital.scale() + 1)
                        .setScale(vital.scale(), RoundingMode.HALF_UP));
        return new Measurement(vital, value, new Measurement.Original(new RawValue.Text("x"), vital.unit()),
                random.nextInt(20) == 0);
    }
}
