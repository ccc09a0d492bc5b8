package dev.vigil.alerts.view;

import dev.vigil.alerts.view.Change.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/// The newest change of every subject, in the order heard: a compacted log in memory. A reader, however slow, needs no
/// buffer of its own; it asks for what lies behind the last order it knows. Not thread-safe.
final class ChangeLog {

    private final TreeMap<Long, Change> inOrder = new TreeMap<>();
    private final Map<Subject, Change> newest = new HashMap<>();
    private long order;

    void add(Subject subject, TopicPartition partition, long offset) {
        Change change = new Change(++order, subject, partition, offset);
        Change before = newest.put(subject, change);
        if (before != null) {
            inOrder.remove(before.order());
        }
        inOrder.put(change.order(), change);
    }

    /// There is nothing to tell of it any longer.
    void drop(Subject subject) {
        Change before = newest.remove(subject);
        if (before != null) {
            inOrder.remove(before.order());
        }
    }

    long order() {
        return order;
    }

    List<Change> after(long known) {
        return List.copyOf(inOrder.tailMap(known, false).values());
    }

    /// What a reader at a position has not been told.
    List<Change> after(Position position) {
        return inOrder.values().stream()
                .filter(change -> position.isBefore(change.partition(), change.offset())).toList();
    }
}
