package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.state.HistoryKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PastRowsTest {

    private static final PatientId ADA = new PatientId("ada");
    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final PastLine.OfVital LINE = new PastLine.OfVital(ADA, Vital.HEART_RATE);

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final PastRows<HistoryPoint> rows = new PastRows<>(store, LINE, PastRowsTest::undamaged);
    private List<HistoryPoint> recent = List.of();

    @Test
    void shouldWriteARowForEveryEightPointsThatComeInOrder() {
        for (int second = 0; second < 801; second++) {
            keep(point(second, "o", 0));
        }
        assertThat(store.approximateNumEntries()).isEqualTo(100);
        assertThat(recent).hasSize(1);
    }

    /// In order or not, once or with revisions, with the record at hand or read anew without it: what is found is what
    /// a sorted map holds.
    @Test
    void shouldHoldWhatAPlainMapHolds() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            store.all().forEachRemaining(entry -> store.delete(entry.key));
            recent = List.of();
            TreeMap<String, HistoryPoint> model = new TreeMap<>();
            for (int step = 0; step < 400; step++) {
                int second = random.nextInt(4) == 0 ? random.nextInt(500) : step;
                HistoryPoint point = point(second, "o" + random.nextInt(3), random.nextInt(100));
                keep(point);
                model.put("%04d %s".formatted(second, point.observationId()), point);
                if (random.nextInt(100) == 0) {
                    recent = List.of(); // the record was damaged: what lay there is lost, and nothing else
                    model.values().retainAll(all(List.of()));
                }
                check(model, random);
            }
            assertThat(all(recent)).as("seed %d", seed).containsExactlyElementsOf(model.values());
            rowsDoNotOverlap();
        }
    }

    private void check(TreeMap<String, HistoryPoint> model, Random random) {
        Instant from = T0.plusSeconds(random.nextInt(500));
        Instant to = from.plusSeconds(random.nextInt(30));
        Predicate<HistoryPoint> wanted = point -> point.revision() % 2 == 0;
        List<HistoryPoint> fitting = model.values().stream().filter(point -> !point.takenAt().isBefore(from)
                && !point.takenAt().isAfter(to)).filter(wanted).toList();
        assertThat(rows.oldest(recent, from, to, wanted)).isEqualTo(fitting.stream().findFirst());
        assertThat(rows.newest(recent, from, to, wanted))
                .isEqualTo(fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.getLast()));
    }

    @Test
    void shouldPartARowThatManyLateOnesComeTo() {
        keep(point(1_000, "o", 0));
        for (int second = 999; second > 0; second--) {
            keep(point(second, "o", 0));
        }
        assertThat(all(recent)).hasSize(1_000);
        rowsDoNotOverlap();
        store.all().forEachRemaining(entry -> assertThat(LINE.decode(entry.key.get(), entry.value))
                .hasSizeLessThanOrEqualTo(PastRows.MOST_IN_A_ROW));
    }

    @Test
    void shouldGoOnBesideRowsOfOnePointEach() {
        HistoryPoint former = new HistoryPoint(Vital.HEART_RATE, T0.plusSeconds(5), "o1", 3,
                new MeasuredValue.Quantity(new BigDecimal("71.50")), true, false, new DeviceId("d1"), "g1");
        store.put(Bytes.wrap(HistoryKey.of(ADA, Vital.HEART_RATE, former.takenAt(), "o1")),
                HexFormat.of().parseHex("010301dc6f02643101026731"));
        keep(point(4, "o", 0));
        keep(point(6, "o", 0));
        assertThat(all(recent)).containsExactly(point(4, "o", 0), former, point(6, "o", 0));
    }

    @Test
    void shouldLeaveOutARowThatCannotBeRead() {
        List<String> found = new ArrayList<>();
        PastRows<HistoryPoint> careful =
                new PastRows<>(store, LINE, (name, key, bytes, why) -> found.add(name));
        for (int second = 0; second < 17; second++) {
            keep(point(second, "o", 0));
        }
        Bytes first = Bytes.wrap(LINE.key(point(7, "o", 0)));
        store.put(first, new byte[] {77});
        assertThat(careful.newest(recent, T0, T0.plusSeconds(7), any -> true)).isEmpty();
        assertThat(found).containsExactly(MonitoringTopology.HISTORY);
        assertThat(store.get(first)).isNull();
        assertThat(careful.oldest(recent, T0, T0.plusSeconds(20), any -> true)).contains(point(8, "o", 0));
    }

    private void rowsDoNotOverlap() {
        List<HistoryPoint> inRows = new ArrayList<>();
        store.all().forEachRemaining(entry -> {
            List<HistoryPoint> row = LINE.decode(entry.key.get(), entry.value);
            assertThat(entry.key).isEqualTo(Bytes.wrap(LINE.key(row.getLast())));
            inRows.addAll(row);
        });
        inRows.addAll(recent);
        assertThat(inRows).isSortedAccordingTo((one, other) -> one.isBefore(other) ? -1 : other.isBefore(one) ? 1 : 0);
    }

    private void keep(HistoryPoint point) {
        recent = rows.keep(recent, point);
        assertThat(recent).hasSizeLessThanOrEqualTo(PastRows.MOST_RECENT);
    }

    private List<HistoryPoint> all(List<HistoryPoint> atHand) {
        List<HistoryPoint> all = new ArrayList<>();
        rows.oldest(atHand, Instant.EPOCH, T0.plusSeconds(100_000), point -> {
            all.add(point);
            return false;
        });
        return all;
    }

    private static HistoryPoint point(int second, String observation, int revision) {
        return new HistoryPoint(Vital.HEART_RATE, T0.plusSeconds(second), observation, revision,
                new MeasuredValue.Quantity(new BigDecimal("71.50")), false, false, new DeviceId("d1"), null);
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("history"),
                Serdes.Bytes(), Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return store;
    }

    private static void undamaged(String store, String key, byte[] bytes, RuntimeException why) {
        throw new AssertionError(store + " " + key, why);
    }
}
