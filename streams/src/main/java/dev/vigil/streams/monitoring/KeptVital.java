package dev.vigil.streams.monitoring;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.PaneRing;
import dev.vigil.domain.window.Windows;
import dev.vigil.wire.state.RecentPanes;
import dev.vigil.wire.state.VitalRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One vital as the stores have it: its row, and which panes lie in it and which in chunks.
///
/// Closed panes stay in the row until they are more than a handful; then they go into chunks together. So a vital that
/// is measured now and then writes no chunk for panes that nobody asks for any more, and a dense one seldom writes any.
///
/// @param row encoded
/// @param recent of each grain, in their order
record KeptVital(byte[] row, List<RecentPanes> recent) {

    static final KeptVital NOTHING = new KeptVital(new byte[0],
            List.of(RecentPanes.NONE, RecentPanes.NONE, RecentPanes.NONE, RecentPanes.NONE));

    private static final int MOST_LOOSE = 4;
    private static final List<Grain> GRAINS = List.of(Grain.values());

    /// Writes the chunks that have changed; the row is the caller's to write.
    ///
    /// @param points the newest of the history
    KeptVital saved(PaneChunks.OfVital chunks, Windows before, VitalState after, List<HistoryPoint> points) {
        List<RecentPanes> next = new ArrayList<>(GRAINS.size());
        for (Grain grain : GRAINS) {
            next.add(saved(chunks, before.ring(grain), after.windows().ring(grain), recent.get(grain.ordinal()),
                    after.receivedAt()));
        }
        return new KeptVital(new VitalRow(after.newest(), after.trusted(), after.receivedAt(), next, after.edge(),
                after.summaries(), points).encode(chunks.vital()), next);
    }

    private static RecentPanes saved(PaneChunks.OfVital chunks, PaneRing before, PaneRing after, RecentPanes known,
            Instant receivedAt) {
        Pane newest = after.newest().orElse(null);
        if (after == before || newest == null) {
            if (newest == null && known.hasStored()) {
                chunks.write(after, before.differingFrom(after), known.storedTo(), known.storedTo());
            }
            return newest == null ? RecentPanes.NONE : known;
        }
        if (after.hasSameClosedPanesAs(before) && !known.isEmpty()) {
            return known.withNewest(newest);
        }
        return savedClosed(chunks, before, after, known.storedTo(), oldestKept(after.grain(), newest, receivedAt));
    }

    private static RecentPanes savedClosed(PaneChunks.OfVital chunks, PaneRing before, PaneRing after, long stored,
            long oldest) {
        long newest = after.newest().map(Pane::index).orElseThrow();
        long storedBefore = Math.min(stored, newest - 1); // the newest may be an older one than before
        List<Pane> loose = after.panesFrom(Math.max(storedBefore + 1, oldest));
        long storedNow = loose.size() > MOST_LOOSE + 1 ? newest - 1 : storedBefore;
        Set<Long> changed = after.differingFrom(before);
        changed.removeIf(index -> index > storedBefore || index < oldest);
        int written = 0;
        while (loose.get(written).index() <= storedNow) {
            changed.add(loose.get(written++).index());
        }
        if (!changed.isEmpty()) {
            chunks.write(after, changed, oldest, storedNow);
        }
        return new RecentPanes(storedNow, loose.subList(written, loose.size()));
    }

    /// What the row and the chunks hold together.
    static VitalState read(VitalRow row, Map<Grain, List<Pane>> stored) {
        return new VitalState(row.newest(), row.trusted(), row.receivedAt(),
                new Windows(ring(row, stored, Grain.TEN_SECONDS), ring(row, stored, Grain.ONE_MINUTE),
                        ring(row, stored, Grain.FIFTEEN_MINUTES), ring(row, stored, Grain.SIX_HOURS)),
                row.summaries(), row.edge());
    }

    private static PaneRing ring(VitalRow row, Map<Grain, List<Pane>> stored, Grain grain) {
        RecentPanes recent = row.recent().get(grain.ordinal());
        if (recent.isEmpty()) {
            return PaneRing.empty(grain);
        }
        long oldest = oldestKept(grain, recent.panes().getLast(), row.receivedAt());
        List<Pane> panes = new ArrayList<>(recent.panes());
        for (Pane pane : stored.getOrDefault(grain, List.of())) {
            if (pane.index() >= oldest && pane.index() <= recent.storedTo()) {
                panes.add(pane);
            }
        }
        return PaneRing.of(grain, panes);
    }

    /// Whether anything in chunks is still wanted.
    static boolean hasChunks(VitalRow row) {
        for (Grain grain : GRAINS) {
            RecentPanes recent = row.recent().get(grain.ordinal());
            if (!recent.isEmpty() && recent.hasStored()
                    && recent.storedTo() >= oldestKept(grain, recent.panes().getLast(), row.receivedAt())) {
                return true;
            }
        }
        return false;
    }

    /// Older panes are no part of any window. Counted from the newest, but never from one in the future: a clock that
    /// is far ahead must not cost the others.
    private static long oldestKept(Grain grain, Pane newest, Instant receivedAt) {
        long latest = Pane.indexOf(receivedAt.plus(Admission.FUTURE_TOLERANCE).toEpochMilli(), grain.pane());
        return Math.min(newest.index(), latest) - grain.keptPanes() + 1;
    }
}
