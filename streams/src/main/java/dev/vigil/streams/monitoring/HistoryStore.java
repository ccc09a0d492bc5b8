package dev.vigil.streams.monitoring;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import dev.vigil.streams.SlicedScan;
import dev.vigil.wire.state.HistoryCodec;
import dev.vigil.wire.state.HistoryKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The past of the patients of a task, on disk with a changelog: one small write for a measurement, no look at anything
/// else. What is old enough is forgotten by a sweep, a slice at a time. Used by one stream thread.
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
    private <T> @Nullable T readable(KeyValue<Bytes, byte[]> entry, Supplier<T> decoded) {
        Damage damage = (name, key, bytes, why) -> {
            store.delete(entry.key);
            aside.found(name, key, bytes, why);
        };
        return damage.readable(MonitoringTopology.HISTORY, new String(entry.key.get(), StandardCharsets.UTF_8),
                entry.value, decoded);
    }

    void keep(PatientId patient, HistoryPoint point) {
        store.put(Bytes.wrap(HistoryKey.of(patient, point.vital(), point.takenAt(), point.observationId())),
                HistoryCodec.encode(point));
    }

    void keep(PatientId patient, ToldScore score) {
        store.put(Bytes.wrap(HistoryKey.ofScore(patient, score.minute())), HistoryCodec.encode(score));
    }

    History of(PatientId patient) {
        return new OfPatient(patient);
    }

    /// Forgets some of what is too old to matter.
    void forgetSome(Instant now) {
        sweep.slice(now, entry -> {
            Instant until = readable(entry, () -> keptUntil(entry.key.get()));
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

        OfPatient(PatientId patient) {
            this.patient = patient;
        }

        @Override
        public Optional<HistoryPoint> newest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
            if (to.isBefore(from)) {
                return Optional.empty();
            }
            try (KeyValueIterator<Bytes, byte[]> found = store.reverseRange(first(vital, from), last(vital, to))) {
                return first(vital, found, which);
            }
        }

        @Override
        public Optional<HistoryPoint> oldest(Vital vital, Instant from, Instant to, Predicate<HistoryPoint> which) {
            if (to.isBefore(from)) {
                return Optional.empty();
            }
            try (KeyValueIterator<Bytes, byte[]> found = store.range(first(vital, from), last(vital, to))) {
                return first(vital, found, which);
            }
        }

        @Override
        public List<ToldScore> scores(Instant from, Instant to) {
            List<ToldScore> scores = new ArrayList<>();
            if (to.isBefore(from)) {
                return scores;
            }
            try (KeyValueIterator<Bytes, byte[]> found = store.range(Bytes.wrap(HistoryKey.ofScore(patient, from)),
                    Bytes.wrap(HistoryKey.ofScore(patient, to)))) {
                found.forEachRemaining(entry -> {
                    ToldScore score =
                            readable(entry, () -> HistoryCodec.decodeScore(entry.key.get(), entry.value));
                    if (score != null) {
                        scores.add(score);
                    }
                });
            }
            return scores;
        }

        private Bytes first(Vital vital, Instant from) {
            return Bytes.wrap(HistoryKey.from(patient, vital, from));
        }

        private Bytes last(Vital vital, Instant to) {
            return Bytes.wrap(HistoryKey.to(patient, vital, to));
        }

        private Optional<HistoryPoint> first(Vital vital, KeyValueIterator<Bytes, byte[]> found,
                Predicate<HistoryPoint> which) {
            while (found.hasNext()) {
                var entry = found.next();
                HistoryPoint point =
                        readable(entry, () -> HistoryCodec.decode(vital, entry.key.get(), entry.value));
                if (point != null && which.test(point)) {
                    return Optional.of(point);
                }
            }
            return Optional.empty();
        }
    }
}
