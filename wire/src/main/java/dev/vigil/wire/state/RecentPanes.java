package dev.vigil.wire.state;

import dev.vigil.domain.window.Pane;
import java.util.ArrayList;
import java.util.List;

/// The panes of one grain that lie in the patient's own record: the newest, and those before it that are in no chunk
/// yet.
///
/// @param storedTo the index up to which panes lie in chunks
/// @param panes oldest first
public record RecentPanes(long storedTo, List<Pane> panes) {

    /// Of a grain that holds nothing.
    public static final RecentPanes NONE = new RecentPanes(Long.MIN_VALUE, List.of());

    private static final long NOTHING_STORED = -1;

    public RecentPanes {
        panes = List.copyOf(panes);
    }

    public boolean isEmpty() {
        return panes.isEmpty();
    }

    /// Whether anything lies in chunks.
    public boolean hasStored() {
        return storedTo != Long.MIN_VALUE;
    }

    /// The same after readings that went into the newest pane.
    public RecentPanes withNewest(Pane newest) {
        List<Pane> changed = new ArrayList<>(panes);
        changed.set(changed.size() - 1, newest);
        return new RecentPanes(storedTo, changed);
    }

    void write(StateWriter to) {
        to.count(panes.size());
        if (!panes.isEmpty()) {
            to.signed(storedTo == Long.MIN_VALUE ? NOTHING_STORED : panes.getLast().index() - storedTo);
            panes.forEach(pane -> PaneCodec.write(to, pane));
        }
    }

    static RecentPanes read(StateReader from) {
        int count = from.parts();
        if (count == 0) {
            return NONE;
        }
        long back = from.signed();
        List<Pane> panes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            panes.add(PaneCodec.read(from));
        }
        return new RecentPanes(back == NOTHING_STORED ? Long.MIN_VALUE : panes.getLast().index() - back, panes);
    }
}
