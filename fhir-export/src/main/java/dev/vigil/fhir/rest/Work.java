package dev.vigil.fhir.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Resources to send together, none twice; a single one goes by itself, more as a batch.
///
/// @param attempts how often they were sent in vain
/// @param suspect the server has just taken, again, what the single entry refers to: if it still refuses the entry, it
///        is the entry's own fault
record Work(List<Outgoing> entries, int attempts, boolean suspect) {

    Work {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || (suspect && entries.size() > 1)) {
            throw new IllegalArgumentException("work has entries, and a suspect is alone: " + entries.size());
        }
    }

    static Work first(List<Outgoing> entries) {
        return new Work(entries, 0, false);
    }

    static Work suspect(Outgoing entry, int attempts) {
        return new Work(List.of(entry), attempts, true);
    }

    boolean isSingle() {
        return entries.size() == 1;
    }

    Work again() {
        return new Work(entries, attempts + 1, suspect);
    }

    Work with(UnaryOperator<Outgoing> change) {
        return new Work(entries.stream().map(change).toList(), attempts, suspect);
    }

    List<Work> halves() {
        int middle = entries.size() / 2;
        return List.of(first(entries.subList(0, middle)), first(entries.subList(middle, entries.size())));
    }

    /// The first so many, and the rest.
    List<Work> cut(int size) {
        return List.of(new Work(entries.subList(0, size), attempts, suspect),
                new Work(entries.subList(size, entries.size()), attempts, suspect));
    }

    List<Work> singles() {
        List<Work> singles = new ArrayList<>();
        entries.forEach(entry -> singles.add(new Work(List.of(entry), attempts, false)));
        return singles;
    }
}
