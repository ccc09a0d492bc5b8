package dev.vigil.streams.monitoring;

import java.util.concurrent.atomic.AtomicLong;

/// How many panes the tasks of this process hold decoded, and may: one bound however many partitions come here. Safe
/// for all stream threads.
final class HotPanes {

    /// A pane with its two points, and its place.
    private static final long BYTES_A_PANE = 190;

    private static final long SHARE_OF_HEAP = 4;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    HotPanes(long most) {
        this.most = most;
    }

    static HotPanes ofThisHeap() {
        return new HotPanes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_A_PANE);
    }

    void add(int panes) {
        held.addAndGet(panes);
    }

    boolean areTooMany() {
        return held.get() > most;
    }
}
