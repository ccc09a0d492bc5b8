package dev.vigil.streams.monitoring;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.MonitorOutcome;
import dev.vigil.domain.vital.Vital;
import dev.vigil.streams.SlicedScan;
import dev.vigil.wire.state.HistoryKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The past of the patients of a task, on disk with a changelog but for the newest of it. What is old enough is
/// forgotten by a sweep, a slice at a time. Used by one stream thread.
final class HistoryStore {

    /// A millisecond's worth or two.
    private static final int SLICE = 1_000;
    private static final Duration REST = Duration.ofHours(1);

    private final KeyValueStore<Bytes, byte[]> store;
    private final SlicedScan<Bytes, byte[]> sweep;
    private final Damage aside;

    /// @param aside told of what cannot be read, once
    HistoryStore(KeyValueStore<Bytes, byte[]> store, Damage aside) {
        this.store = store;
        this.sweep = new SlicedScan<>(store, SLICE, REST);
        this.aside = aside;
    }

    /// What cannot be read is taken out and is not there.
    static <T> @Nullable T readable(KeyValueStore<Bytes, byte[]> store, Damage aside, KeyValue<Bytes, byte[]> entry,
            Supplier<T> decoded) {
        Damage damage = (name, key, bytes, why) -> {
            store.delete(entry.key);
            aside.found(name, key, bytes, why);
        };
        return damage.readable(MonitoringTopology.HISTORY, new String(entry.key.get(), StandardCharsets.UTF_8),
                entry.value, decoded);
    }

    /// Keeps what was decided to be kept.
    ///
    /// @return what is to lie in the patient's record now; the very same where that has not changed
    RecentPast keep(PatientId patient, RecentPast recent, List<MonitorOutcome> outcomes) {
        Map<Vital, List<HistoryPoint>> points = recent.points();
        List<ToldScore> scores = recent.scores();
        for (MonitorOutcome outcome : outcomes) {
            if (outcome instanceof MonitorOutcome.Remembered(HistoryPoint point)) {
                points = kept(patient, points, point);
            } else if (outcome instanceof MonitorOutcome.Told(ToldScore score)) {
                scores = scores(patient).keep(scores, score);
            }
        }
        return points == recent.points() && scores == recent.scores() ? recent : new RecentPast(points, scores);
    }

    private Map<Vital, List<HistoryPoint>> kept(PatientId patient, Map<Vital, List<HistoryPoint>> points,
            HistoryPoint point) {
        List<HistoryPoint> before = points.getOrDefault(point.vital(), List.of());
        List<HistoryPoint> after = points(patient, point.vital()).keep(before, point);
        if (after == before) {
            return points;
        }
        Map<Vital, List<HistoryPoint>> changed = new EnumMap<>(Vital.class);
        changed.putAll(points);
        changed.put(point.vital(), after);
        return changed;
    }

    private PastRows<HistoryPoint> points(PatientId patient, Vital vital) {
        return new PastRows<>(store, new PastLine.OfVital(patient, vital), aside);
    }

    private PastRows<ToldScore> scores(PatientId patient) {
        return new PastRows<>(store, new PastLine.OfScores(patient), aside);
    }

    /// @param recent what lies in the patient's record
    History of(PatientId patient, RecentPast recent) {
        return new OfPatient(patient, recent);
    }

    /// Forgets some of what is too old to matter.
    void forgetSome(Instant now) {
        sweep.slice(now, entry -> {
            Instant until = readable(store, aside, entry, () -> keptUntil(entry.key.get()));
            if (until != null && until.isBefore(now)) {
                store.delete(entry.key);
            }
        });
    }

    private static Instant keptUntil(byte[] key) {
        return HistoryKey.timeOf(key).plus(HistoryKey.vitalOf(key).map(History::kept).orElse(History.KEPT));
    }

    void erase(PatientId patient) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.range(Bytes.wrap(HistoryKey.first(patient)),
                Bytes.wrap(HistoryKey.last(patient)))) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private final class OfPatient implements History {

        private final PatientId patient;
        private final RecentPast recent;

        OfPatient(PatientId patient, RecentPast recent) {
            this.patient = patient;
            this.recent = recent;
        }

        @Override
        public Optional<HistoryPoint> newest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
            return to.isBefore(from) ? Optional.empty()
                    : points(patient, vital).newest(recent.points(vital), from, to, which);
        }

        @Override
        public Optional<HistoryPoint> oldest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
            return to.isBefore(from) ? Optional.empty()
                    : points(patient, vital).oldest(recent.points(vital), from, to, which);
        }

        @Override
        public List<ToldScore> scores(Instant from, Instant to) {
            List<ToldScore> scores = new ArrayList<>();
            if (!to.isBefore(from)) {
                HistoryStore.this.scores(patient).oldest(recent.scores(), from, to, score -> {
                    scores.add(score);
                    return false;
                });
            }
            return scores;
        }
    }
}
