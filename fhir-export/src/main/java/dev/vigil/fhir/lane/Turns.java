package dev.vigil.fhir.lane;

import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whose turn a record is: the lane's, in its order, or that of what runs ahead of it. No record is on its way from
/// both at once. Thread-safe.
final class Turns {

    /// Per partition of the lane, the first offset that it has not taken.
    private final Map<Integer, Long> next = new HashMap<>();
    private final Set<Source> ahead = new HashSet<>();
    private final Set<Source> arrived = new HashSet<>();

    /// The lane has these partitions, and takes what is below these offsets. Returns when nothing of it is under way
    /// ahead of it any more.
    synchronized void take(Map<Integer, Long> nextOffsets) throws InterruptedException {
        next.clear();
        next.putAll(nextOffsets);
        while (ahead.stream().anyMatch(this::isTaken)) {
            wait();
        }
    }

    /// What the lane has yet to deliver of what it took.
    synchronized Export left(Export export) {
        return arrived.contains(export.source()) ? Export.nothing(export.source()) : export;
    }

    /// All that the lane took is delivered.
    synchronized void settle() {
        arrived.removeIf(this::isTaken);
    }

    synchronized Map<Integer, Long> next() {
        return Map.copyOf(next);
    }

    /// Those that may go ahead; they are under way until [#arrive].
    synchronized List<Export> goAhead(List<Export> exports) {
        List<Export> going = new ArrayList<>();
        for (Export export : exports) {
            Source source = export.source();
            if (next.containsKey(source.partition()) && !isTaken(source)) {
                ahead.add(source);
                going.add(export);
            }
        }
        return going;
    }

    /// Whatever was under way ahead is no more.
    ///
    /// @param there what need not be sent again
    synchronized void arrive(Set<Source> there) {
        arrived.addAll(there);
        ahead.clear();
        notifyAll();
    }

    synchronized int ahead() {
        return ahead.size();
    }

    private boolean isTaken(Source source) {
        return source.offset() < next.getOrDefault(source.partition(), Long.MAX_VALUE);
    }
}
