package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.MonitorOutcome;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatientStoreTest {

    private static final PatientId P1 = new PatientId("p1");
    private static final List<Vital> VITALS = List.of(Vital.HEART_RATE, Vital.OXYGEN_SATURATION,
            Vital.RESPIRATORY_RATE, Vital.CONSCIOUSNESS, Vital.BODY_WEIGHT);

    private final AtomicInteger writes = new AtomicInteger();
    private KeyValueStore<String, byte[]> patients = inMemory("patients");
    private KeyValueStore<String, byte[]> chunks = inMemory("chunks");
    private final KeyValueStore<Bytes, byte[]> past = inMemory("past", Serdes.Bytes());
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private int readings;

    /// Windows of every length, so that whatever a store forgets shows.
    private final Plan plan = windowed();

    @Test
    void shouldDecideTheSameWhetherThePatientStaysInTheHeapOrIsReadAnew() {
        for (int seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            PatientId patient = new PatientId("p" + seed);
            PatientStore warm = new PatientStore(inMemory("w"), inMemory("wc"), history(),
                    new HotPanes(Long.MAX_VALUE), PatientStoreTest::undamaged);
            List<Observation> taken = new ArrayList<>();
            for (int step = 0; step < 1_500; step++) {
                now = now.plusMillis(random.nextInt(step % 40 == 0 ? 20_000_000 : 40_000));
                MonitorEvent event = event(patient, random, taken);
                assertThat(said(decide(store(), patient, event))).as("seed %d, step %d", seed, step)
                        .isEqualTo(said(decide(warm, patient, event)));
            }
        }
    }

    /// The file holds what the release before wrote of forty readings, and never changes.
    @Test
    void shouldReadAPatientOfBeforeEverythingLayInOneRecord() throws IOException {
        for (String line : Files.readAllLines(Path.of("src/test/resources/state/former-patient.txt"))) {
            String[] entry = line.split(" ");
            patients.put(entry[0], HexFormat.of().parseHex(entry[1]));
        }
        now = Instant.parse("2026-11-22T14:10:40Z");
        PatientState former = store().load(P1, now);
        assertThat(all(store())).as("to be told at once").containsExactly(Map.entry(P1, Instant.EPOCH));
        assertThat(count(former, new WindowLength(Duration.ofMinutes(5)))).isEqualTo(5);
        assertThat(count(former, WindowLength.ONE_HOUR)).isEqualTo(10);
        assertThat(count(former, WindowLength.ONE_DAY)).isEqualTo(40);
        assertThat(count(former, WindowLength.ONE_WEEK)).isEqualTo(40);
        assertThat(former.rules()).containsKey("oxygen-saturation-low");
        assertThat(former.patient()).isNotNull();
        assertThat(former.vitals().get(Vital.HEART_RATE).summaries().marks()).isNotEmpty();

        PatientStore store = store();
        Decision decision = decide(store, P1, new MonitorEvent.Observed(heartRate(now.plusSeconds(1))));
        PatientState read = store().load(P1, now);
        assertThat(read).usingRecursiveComparison().ignoringFields("pictureChanged", "scoreUntold")
                .ignoringFieldsMatchingRegexes(".*windows.*").isEqualTo(decision.state());
        assertThat(count(read, new WindowLength(Duration.ofMinutes(5)))).isEqualTo(6);
        assertThat(count(read, WindowLength.ONE_WEEK)).isEqualTo(41);
        assertThat(patients.approximateNumEntries()).as("record and settings").isEqualTo(2);
    }

    private static long count(PatientState state, WindowLength window) {
        return state.vitals().get(Vital.HEART_RATE).windows()
                .endingAt(window, Vital.HEART_RATE, Instant.parse("2026-11-22T14:10:40Z")).count();
    }

    @Test
    void shouldKeepWhatAClockFarAheadLeavesAlone() {
        decide(store(), P1, new MonitorEvent.Observed(heartRate(now)));
        decide(store(), P1, new MonitorEvent.Observed(heartRate(Instant.parse("2099-01-01T00:00:00Z"))));
        decide(store(), P1, new MonitorEvent.Observed(heartRate(now.plusSeconds(20))));
        assertThat(store().load(P1, now).vitals().get(Vital.HEART_RATE).windows()
                .endingAt(WindowLength.ONE_HOUR, Vital.HEART_RATE, now.plusSeconds(20)).count()).isEqualTo(2);
    }

    @Test
    void shouldWriteOneRecordForAReadingInNearlyEveryCase() {
        PatientStore store = store();
        decide(store, P1, new MonitorEvent.Observed(heartRate(now)));
        int before = writes.get();
        int readings = 1_000;
        for (int i = 0; i < readings; i++) {
            now = now.plusSeconds(1);
            decide(store, P1, new MonitorEvent.Observed(heartRate(now)));
        }
        assertThat(writes.get() - before).as("and a row of the history for eight of them")
                .isBetween(readings, readings + readings / 8 + readings / 25);
    }

    /// The figures of docs/capacity.md.
    @Test
    void shouldTakeNoMoreRoomThanIsSaid() {
        assertThat(bytesAfter(Duration.ofSeconds(1), Duration.ofDays(4))).isLessThan(32_000);
        patients = inMemory("patients");
        chunks = inMemory("chunks");
        assertThat(bytesAfter(Duration.ofHours(2), Duration.ofDays(40))).isLessThan(14_000);
        assertThat(bytesOf(patients)).isLessThan(3_000);
    }

    @Test
    void shouldHoldNoMorePanesInTheHeapThanItMay() {
        HotPanes bound = new HotPanes(3_000);
        PatientStore store = new PatientStore(patients, chunks, history(), bound, PatientStoreTest::undamaged);
        for (int number = 0; number < 200; number++) {
            PatientId patient = new PatientId("q" + number);
            decide(store, patient, new MonitorEvent.Observed(heartRate(patient, now)));
            assertThat(bound.areTooMany()).isFalse();
        }
        store.close();
        bound.add(3_000);
        assertThat(bound.areTooMany()).as("all were given back").isFalse();
    }

    @Test
    void shouldForgetAnErasedPatientAndNobodyElse() {
        PatientStore store = store();
        PatientId neighbour = new PatientId("p1.x");
        decide(store, neighbour, new MonitorEvent.Observed(heartRate(neighbour, now)));
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            now = now.plusSeconds(random.nextInt(100));
            decide(store, P1, event(P1, random, new ArrayList<>()));
        }
        assertThat(chunks.approximateNumEntries()).isPositive();
        store.erase(P1);
        assertThat(all(store)).containsOnlyKeys(neighbour);
        assertThat(patients.approximateNumEntries()).isEqualTo(1);
        assertThat(chunks.approximateNumEntries()).isZero();
    }

    @Test
    void shouldKnowWhenAPatientWantsToBeToldOfTheTime() {
        Decision decision = decide(store(), P1, new MonitorEvent.Observed(heartRate(now)));
        assertThat(all(store())).containsExactly(Map.entry(P1, decision.due()));
    }

    private HistoryStore history() {
        return new HistoryStore(inMemory("h", Serdes.Bytes()), PatientStoreTest::undamaged);
    }

    private KeyValueStore<String, byte[]> inMemory(String name) {
        return inMemory(name, Serdes.String());
    }

    /// Without a changelog, counting what is written.
    @SuppressWarnings("unchecked")
    private <K> KeyValueStore<K, byte[]> inMemory(String name, Serde<K> keys) {
        KeyValueStore<K, byte[]> store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name),
                keys, Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return (KeyValueStore<K, byte[]>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    writes.addAndGet(method.getName().equals("put") ? 1 : 0);
                    return method.invoke(store, arguments);
                });
    }

    private static long bytesOf(KeyValueStore<String, byte[]> store) {
        AtomicLong bytes = new AtomicLong();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> bytes.addAndGet(entry.key.length() + entry.value.length));
        }
        return bytes.get();
    }

    private static Plan windowed() {
        List<String> rules = Stream.of("PT1M", "PT5M", "PT1H", "P1D", "P7D").flatMap(window -> Stream.of("mean", "max",
                "count").map(
                        statistic -> """
                        {"id": "%3$s-%2$s", "priority": "low",
                        "when": {"vital": "heart-rate", "window": "%1$s", "statistic": "%2$s", "above": 70}}"""
                                .formatted(window, statistic, window.toLowerCase(Locale.ROOT))))
                .toList();
        ParsedPlan parsed = PlanCodec.parse("{\"plan\": \"windowed\", \"rules\": " + rules + "}");
        return switch (parsed) {
            case ParsedPlan.Accepted accepted -> accepted.plan();
            case ParsedPlan.Refused refused -> throw new IllegalStateException(refused.problems().toString());
        };
    }

    private PatientStore store() {
        return new PatientStore(patients, chunks, new HistoryStore(past, PatientStoreTest::undamaged),
                new HotPanes(Long.MAX_VALUE), PatientStoreTest::undamaged);
    }

    private static Map<PatientId, Instant> all(PatientStore store) {
        Map<PatientId, Instant> all = new HashMap<>();
        store.forEach(all::put);
        return all;
    }

    private Decision decide(PatientStore store, PatientId patient, MonitorEvent event) {
        PatientState before = store.load(patient, now);
        Decision decision = Monitor.decide(before, event, plan, store.historyOf(patient), now);
        store.save(before, decision);
        return decision;
    }

    /// What was said, without what comes with a picture: whoever has just been read may draw one more.
    private static List<MonitorOutcome> said(Decision decision) {
        return decision.outcomes().stream().filter(outcome -> !(outcome instanceof MonitorOutcome.Pictured)
                && !(outcome instanceof MonitorOutcome.Asked)).toList();
    }

    private long bytesAfter(Duration apart, Duration length) {
        PatientStore store = store();
        Random random = new Random(9);
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(apart)) {
            decide(store, P1, new MonitorEvent.Observed(heartRate(P1, now.minusMillis(random.nextInt(900)))));
            decide(store, P1, new MonitorEvent.TimePassed(true, Instant.EPOCH));
        }
        return bytesOf(patients) + bytesOf(chunks);
    }

    private MonitorEvent event(PatientId patient, Random random, List<Observation> taken) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new MonitorEvent.TimePassed(true, Instant.EPOCH);
        }
        if (kind == 1 && !taken.isEmpty()) {
            Observation wrong = taken.remove(random.nextInt(taken.size()));
            return new MonitorEvent.Observed(observation(patient, wrong.id(), 1, wrong.takenAt(), wrong.measurements(),
                    ObservationStatus.ENTERED_IN_ERROR));
        }
        Instant takenAt = now.minusMillis(random.nextInt(kind == 2 ? 100_000_000 : 5_000));
        Observation observation = observation(patient, "o" + readings++, 0, takenAt, List.of(measurement(random)),
                ObservationStatus.FINAL);
        taken.add(observation);
        return new MonitorEvent.Observed(observation);
    }

    private Observation heartRate(Instant takenAt) {
        return heartRate(P1, takenAt);
    }

    private Observation heartRate(PatientId patient, Instant takenAt) {
        BigDecimal value = BigDecimal.valueOf(60 + readings % 40).setScale(Vital.HEART_RATE.scale());
        return observation(patient, "o" + readings++, 0, takenAt, List.of(new Measurement(Vital.HEART_RATE,
                new MeasuredValue.Quantity(value), new Measurement.Original(new RawValue.Decimal(value), "/min"),
                false)), ObservationStatus.FINAL);
    }

    private Observation observation(PatientId patient, String id, int revision, Instant takenAt,
            List<Measurement> measurements, ObservationStatus status) {
        return new Observation(id, revision, patient, new DeviceId("d1"), gateway(id), new ReadingId(id), takenAt,
                takenAt,
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

    private static void undamaged(String store, String key, byte[] bytes, RuntimeException why) {
        throw new AssertionError(store + " " + key, why);
    }
}
