package dev.vigil.domain.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kept panes of one vital at one grain. Immutable: a point gives a new ring that shares all panes but one.
///
/// A pane lies in the slot of its index modulo the ring's size, so state is bounded however long the patient is
/// watched, and a reading with a clock far off takes one slot, never the others. What is older than the pane that holds
/// its slot is no longer kept and is ignored.
public final class PaneRing {

    private final WindowLength window;
    private final @Nullable Pane[] slots;
    private final @Nullable Pane newest;

    private PaneRing(WindowLength window, @Nullable Pane[] slots, @Nullable Pane newest) {
        this.window = window;
        this.slots = slots;
        this.newest = newest;
    }

    public static PaneRing empty(WindowLength window) {
        return new PaneRing(window, new Pane[window.keptPanes()], null);
    }

    /// A ring of kept panes, in any order; of two panes in one slot the newer stays.
    public static PaneRing of(WindowLength window, Iterable<Pane> panes) {
        @Nullable Pane[] slots = new Pane[window.keptPanes()];
        @Nullable Pane newest = null;
        for (Pane pane : panes) {
            int slot = slotOf(pane.index(), slots.length);
            Pane other = slots[slot];
            if (other == null || other.index() <= pane.index()) {
                slots[slot] = pane;
                newest = newer(newest, pane);
            }
        }
        return new PaneRing(window, slots, newest);
    }

    /// This very ring where the point is too old to be kept.
    public PaneRing plus(Point point) {
        Pane added = Pane.of(point, window.pane());
        int slot = slotOf(added.index(), slots.length);
        Pane there = slots[slot];
        if (there != null && there.index() > added.index()) {
            return this;
        }
        @Nullable Pane[] changed = Arrays.copyOf(slots, slots.length);
        Pane pane = there != null && there.index() == added.index() ? there.plus(added) : added;
        changed[slot] = pane;
        return new PaneRing(window, changed, newer(newest, pane));
    }

    /// This very ring where the point is not kept.
    public PaneRing minus(Point point) {
        long index = Pane.indexOf(point.millis(), window.pane());
        Pane there = inSlotOf(index);
        Pane left = there == null ? null : there.minus(point, window.pane()).orElse(null);
        if (left == there) {
            return this;
        }
        @Nullable Pane[] changed = Arrays.copyOf(slots, slots.length);
        changed[slotOf(index, slots.length)] = left;
        @Nullable Pane greatest = null;
        for (@Nullable Pane pane : changed) {
            greatest = pane == null ? greatest : newer(greatest, pane);
        }
        return new PaneRing(window, changed, greatest);
    }

    private static Pane newer(@Nullable Pane one, Pane other) {
        return one == null || other.index() >= one.index() ? other : one;
    }

    public Optional<Pane> pane(long index) {
        Pane pane = slots[slotOf(index, slots.length)];
        return pane != null && pane.index() == index ? Optional.of(pane) : Optional.empty();
    }

    /// Kept panes with an index from `from` up to and without `to`, oldest first.
    public Stream<Pane> panes(long from, long to) {
        long oldest = Math.max(from, to - slots.length);
        return LongStream.range(oldest, to).mapToObj(this::pane).flatMap(Optional::stream);
    }

    /// The panes in slots where this ring differs from another of the same grain: what a store must write.
    public List<Pane> changedSince(PaneRing before) {
        List<Pane> changed = new ArrayList<>(1);
        for (int slot = 0; before != this && slot < slots.length; slot++) {
            @Nullable Pane pane = slots[slot];
            if (pane != null && pane != before.slots[slot]) {
                changed.add(pane);
            }
        }
        return changed;
    }

    /// The panes of the other ring whose slot is empty here: what a store must delete.
    public List<Pane> goneSince(PaneRing before) {
        List<Pane> gone = new ArrayList<>(0);
        for (int slot = 0; before != this && slot < slots.length; slot++) {
            @Nullable Pane pane = before.slots[slot];
            if (pane != null && slots[slot] == null) {
                gone.add(pane);
            }
        }
        return gone;
    }

    /// The pane with the greatest index.
    public Optional<Pane> newest() {
        return Optional.ofNullable(newest);
    }

    public WindowLength window() {
        return window;
    }

    public static int slotOf(long index, int size) {
        return (int) Math.floorMod(index, (long) size);
    }

    @Nullable
    Pane inSlotOf(long index) {
        Pane pane = slots[slotOf(index, slots.length)];
        return pane != null && pane.index() == index ? pane : null;
    }
}
