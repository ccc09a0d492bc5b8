package dev.vigil.fhir.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Cuts entries into batches that a server takes.
final class Batches {

    private Batches() {
    }

    static List<Work> of(Collection<Outgoing> entries, int mostEntries, int mostBytes) {
        List<Work> batches = new ArrayList<>();
        List<Outgoing> batch = new ArrayList<>();
        int bytes = 0;
        for (Outgoing entry : entries) {
            int size = entry.resource().json().length();
            if (!batch.isEmpty() && (batch.size() == mostEntries || bytes + size > mostBytes)) {
                batches.add(Work.first(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(entry);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(Work.first(batch));
        }
        return batches;
    }
}
