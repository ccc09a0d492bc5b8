package dev.vigil.domain.window;

import dev.vigil.domain.vital.Vital;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kept panes of one vital at one grain. Immutable: a point gives a new ring that shares all panes but one.
///
/// A pane lies in the slot of its index modulo the ring's size, so state is bounded however long the patient is
/// watched, and a reading with a clock far off takes one slot, never the others. What is older than the pane that holds
/// its slot is no longer kept and is ignored.
///
/// The newest pane lies beside the slots until a newer one begins: nearly every point goes into it, and then the rings
/// before and after share their slots.
public final class PaneRing {

    private final Grain grain;
    private final @Nullable Pane[] slots;
    private final @Nullable Pane newest;
    private final int slotOfNewest;
    private final int filled;

    /// @param slots without the newest pane, whose slot is empty
    private PaneRing(Grain grain, @Nullable Pane[] slots, @Nullable Pane newest, int filled) {
        this.grain = grain;
        this.slots = slots;
        this.newest = newest;
        this.slotOfNewest = newest == null ? -1 : slotOf(newest.index(), slots.length);
        this.filled = filled;
    }

    public static PaneRing empty(Grain grain) {
        return new PaneRing(grain, new Pane[grain.keptPanes()], null, 0);
    }

    /// A ring of kept panes, in any order; of two panes in one slot the newer stays.
    public static PaneRing of(Grain grain, Iterable<Pane> panes) {
        @Nullable Pane[] slots = new Pane[grain.keptPanes()];
        for (Pane pane : panes) {
            int slot = slotOf(pane.index(), slots.length);
            Pane other = slots[slot];
            if (other == null || other.index() <= pane.index()) {
                slots[slot] = pane;
            }
        }
        return ofAll(grain, slots);
    }

    /// @param slots of this ring alone, with the newest pane among them
    private static PaneRing ofAll(Grain grain, @Nullable Pane[] slots) {
        @Nullable Pane newest = null;
        int filled = 0;
        for (@Nullable Pane pane : slots) {
            filled += pane == null ? 0 : 1;
            newest = pane != null && (newest == null || pane.index() > newest.index()) ? pane : newest;
        }
        if (newest != null) {
            slots[slotOf(newest.index(), slots.length)] = null;
        }
        return new PaneRing(grain, slots, newest, filled);
    }

    /// This very ring where the point is too old to be kept.
    public PaneRing plus(Vital vital, Point point) {
        Pane added = Pane.of(vital, point, grain.pane());
        Pane open = newest;
        if (open == null) {
            return new PaneRing(grain, slots, added, 1);
        }
        if (open.index() == added.index()) {
            return new PaneRing(grain, slots, open.plus(added), filled);
        }
        int slot = slotOf(added.index(), slots.length);
        Pane there = inSlot(slot);
        if (there != null && there.index() > added.index()) {
            return this;
        }
        int more = there == null ? filled + 1 : filled;
        @Nullable Pane[] changed = Arrays.copyOf(slots, slots.length);
        if (added.index() < open.index()) {
            changed[slot] = there != null && there.index() == added.index() ? there.plus(added) : added;
            return new PaneRing(grain, changed, open, more);
        }
        changed[slotOfNewest] = open;
        changed[slot] = null;
        return new PaneRing(grain, changed, added, more);
    }

    /// This very ring where the point is not kept.
    public PaneRing minus(Vital vital, Point point, Points points) {
        long index = Pane.indexOf(point.millis(), grain.pane());
        Pane there = inSlotOf(index);
        Pane left = there == null ? null : there.minus(vital, point, grain.pane(), points).orElse(null);
        if (left == there) {
            return this;
        }
        @Nullable Pane[] changed = Arrays.copyOf(slots, slots.length);
        if (newest != null) {
            changed[slotOfNewest] = newest;
        }
        changed[slotOf(index, slots.length)] = left;
        return ofAll(grain, changed);
    }

    public Optional<Pane> pane(long index) {
        return Optional.ofNullable(inSlotOf(index));
    }

    /// Kept panes with an index from `from` up to and without `to`, oldest first.
    public Stream<Pane> panes(long from, long to) {
        long oldest = Math.max(from, to - slots.length);
        return LongStream.range(oldest, to).mapToObj(this::pane).flatMap(Optional::stream);
    }

    /// All kept panes from an index on, oldest first.
    public List<Pane> panesFrom(long index) {
        List<Pane> panes = new ArrayList<>();
        for (int slot = 0; slot < slots.length; slot++) {
            Pane pane = inSlot(slot);
            if (pane != null && pane.index() >= index) {
                panes.add(pane);
            }
        }
        panes.sort(Comparator.comparingLong(Pane::index));
        return panes;
    }

    /// All kept panes, oldest first.
    public Stream<Pane> panes() {
        return panesFrom(Long.MIN_VALUE).stream();
    }

    /// Whether all panes but the newest are the very same as in another ring of the grain.
    public boolean hasSameClosedPanesAs(PaneRing other) {
        return slots == other.slots;
    }

    /// Indexes of the panes that are others than in another ring of the grain, or are in one of the two alone.
    public Set<Long> differingFrom(PaneRing other) {
        Set<Long> indexes = new HashSet<>();
        for (int slot = 0; slot < slots.length; slot++) {
            @Nullable Pane here = inSlot(slot);
            @Nullable Pane there = other.inSlot(slot);
            if (here != there) {
                add(here, indexes);
                add(there, indexes);
            }
        }
        return indexes;
    }

    private static void add(@Nullable Pane pane, Set<Long> indexes) {
        if (pane != null) {
            indexes.add(pane.index());
        }
    }

    /// How many panes it holds.
    public int filled() {
        return filled;
    }

    /// The pane with the greatest index.
    public Optional<Pane> newest() {
        return Optional.ofNullable(newest);
    }

    public Grain grain() {
        return grain;
    }

    public static int slotOf(long index, int size) {
        return (int) Math.floorMod(index, (long) size);
    }

    int size() {
        return slots.length;
    }

    @Nullable
    Pane inSlot(int slot) {
        return slot == slotOfNewest ? newest : slots[slot];
    }

    private @Nullable Pane inSlotOf(long index) {
        Pane pane = inSlot(slotOf(index, slots.length));
        return pane != null && pane.index() == index ? pane : null;
    }
}
