package dev.vigil.streams.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// One line of a patient's past. The newest lie in the patient's own record, which is written with every reading
/// anyway; when several have gathered there they go to disk together, in one row under the key of the last of them.
/// What comes out of order goes into the row where it belongs.
///
/// Rows do not overlap, and all of them come before what lies in the record.
final class PastRows<T> {

    /// In a patient's record. More would make each record longer than they save in rows.
    static final int MOST_RECENT = 8;

    /// In a row that late ones come to; a longer one is parted.
    static final int MOST_IN_A_ROW = 16;

    private final KeyValueStore<Bytes, byte[]> store;
    private final PastLine<T> line;
    private final Damage aside;

    /// @param aside told of what cannot be read, once
    PastRows(KeyValueStore<Bytes, byte[]> store, PastLine<T> line, Damage aside) {
        this.store = store;
        this.line = line;
        this.aside = aside;
    }

    /// Keeps one, or keeps it anew.
    ///
    /// @param recent what lies in the record, oldest first
    /// @return what is to lie there now; the very same where that has not changed
    List<T> keep(List<T> recent, T one) {
        if (recent.isEmpty() ? isBeforeARow(one) : line.isBefore(one, recent.getFirst())) {
            insert(one);
            return recent;
        }
        List<T> with = with(recent, one);
        if (with.size() <= MOST_RECENT) {
            return with;
        }
        int newest = with.size() - 1;
        put(with.subList(0, newest));
        return List.of(with.get(newest));
    }

    private boolean isBeforeARow(T one) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(Bytes.wrap(line.key(one)), Bytes.wrap(line.end()))) {
            return rows.hasNext();
        }
    }

    /// Into the row that reaches to it or over it.
    private void insert(T one) {
        List<T> row = rowFrom(line.key(one));
        List<T> with = with(row, one);
        if (with.size() <= Math.max(MOST_IN_A_ROW, row.size())) {
            put(with);
        } else {
            int parting = with.indexOf(one) + 1;
            put(with.subList(0, parting));
            put(with.subList(parting, with.size()));
        }
    }

    private void put(List<T> row) {
        store.put(Bytes.wrap(line.key(row.getLast())), line.encode(row));
    }

    /// In its place, instead of the same one where that is there.
    private List<T> with(List<T> sorted, T one) {
        int at = sorted.size();
        while (at > 0 && line.isBefore(one, sorted.get(at - 1))) {
            at--;
        }
        List<T> with = new ArrayList<>(sorted.size() + 1);
        with.addAll(sorted);
        if (at > 0 && !line.isBefore(sorted.get(at - 1), one)) {
            with.set(at - 1, one);
        } else {
            with.add(at, one);
        }
        return with;
    }

    /// The oldest from one time to another, both included, that is wanted.
    Optional<T> oldest(List<T> recent, Instant from, Instant to, Predicate<T> wanted) {
        Optional<T> found = areAllRecent(recent, from) ? Optional.empty() : oldestInRows(from, to, wanted);
        return found.isPresent() ? found : oldestOf(recent, from, to, wanted);
    }

    private Optional<T> oldestInRows(Instant from, Instant to, Predicate<T> wanted) {
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.range(Bytes.wrap(line.from(from)), Bytes.wrap(line.end()))) {
            while (rows.hasNext()) {
                List<T> row = decoded(rows.next());
                if (!row.isEmpty() && line.time(row.getFirst()).isAfter(to)) {
                    return Optional.empty();
                }
                Optional<T> found = oldestOf(row, from, to, wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
    }

    private Optional<T> oldestOf(List<T> sorted, Instant from, Instant to, Predicate<T> wanted) {
        for (T one : sorted) {
            if (isFrom(one, from, to) && wanted.test(one)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// The newest from one time to another, both included, that is wanted.
    Optional<T> newest(List<T> recent, Instant from, Instant to, Predicate<T> wanted) {
        Optional<T> found = newestOf(recent, from, to, wanted);
        return found.isPresent() || areAllRecent(recent, from) ? found : newestInRows(recent, from, to, wanted);
    }

    private Optional<T> newestInRows(List<T> recent, Instant from, Instant to, Predicate<T> wanted) {
        boolean noneReachesOver = !recent.isEmpty() && !line.time(recent.getFirst()).isAfter(to);
        Optional<T> found = noneReachesOver ? Optional.empty() : newestOf(rowFrom(line.to(to)), from, to, wanted);
        if (found.isPresent()) {
            return found;
        }
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.reverseRange(Bytes.wrap(line.from(from)), Bytes.wrap(line.to(to)))) {
            while (found.isEmpty() && rows.hasNext()) {
                found = newestOf(decoded(rows.next()), from, to, wanted);
            }
            return found;
        }
    }

    private Optional<T> newestOf(List<T> sorted, Instant from, Instant to, Predicate<T> wanted) {
        for (T one : sorted.reversed()) {
            if (isFrom(one, from, to) && wanted.test(one)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// Every row comes before that time then.
    private boolean areAllRecent(List<T> recent, Instant from) {
        return !recent.isEmpty() && line.time(recent.getFirst()).isBefore(from);
    }

    private boolean isFrom(T one, Instant from, Instant to) {
        Instant time = line.time(one);
        return !time.isBefore(from) && !time.isAfter(to);
    }

    /// The row that a key lies in or before; empty where there is none.
    private List<T> rowFrom(byte[] key) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(Bytes.wrap(key), Bytes.wrap(line.end()))) {
            List<T> row = List.of();
            while (row.isEmpty() && rows.hasNext()) {
                row = decoded(rows.next());
            }
            return row;
        }
    }

    /// What cannot be read is taken out and is not there.
    private List<T> decoded(KeyValue<Bytes, byte[]> entry) {
        List<T> row = HistoryStore.readable(store, aside, entry, () -> line.decode(entry.key.get(), entry.value));
        return row == null ? List.of() : row;
    }
}
