package dev.vigil.wire.state;

import dev.vigil.domain.vital.TargetRange;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.Point;
import dev.vigil.domain.window.RangeCounts;

/// One pane of one grain. The first version did not count what lies in which band of a target range.
public final class PaneCodec {

    private static final int VERSION = 2;

    private PaneCodec() {
    }

    public static byte[] encode(Pane pane) {
        return write(StateWriter.version(VERSION), pane).toBytes();
    }

    public static Pane decode(Vital vital, byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        return from.version() > 1 ? read(from) : readUncounted(from, vital);
    }

    static StateWriter write(StateWriter to, Pane pane) {
        to.signed(pane.index()).signed(pane.count()).signed(pane.sum()).signed(pane.squares()).signed(pane.time())
                .signed(pane.timeSquares()).signed(pane.timeValues()).signed(pane.min()).signed(pane.max());
        to.signed(pane.first().millis()).signed(pane.first().scaled());
        to.signed(pane.last().millis() - pane.first().millis()).signed(pane.last().scaled());
        RangeCounts ranges = pane.ranges();
        to.flag(ranges != null);
        return ranges == null ? to : to.signed(ranges.veryLow()).signed(ranges.low()).signed(ranges.inRange())
                .signed(ranges.high()).signed(ranges.veryHigh());
    }

    static Pane read(StateReader from) {
        Pane pane = readFirst(from);
        return from.flag() ? pane.withRanges(new RangeCounts(from.signed(), from.signed(), from.signed(), from.signed(),
                from.signed())) : pane;
    }

    static Pane readUncounted(StateReader from, Vital vital) {
        Pane pane = readFirst(from);
        TargetRange range = vital.targetRange();
        return range == null ? pane : pane.withRanges(RangeCounts.ofUncounted(range, pane));
    }

    private static Pane readFirst(StateReader from) {
        long index = from.signed();
        long count = from.signed();
        long sum = from.signed();
        long squares = from.signed();
        long time = from.signed();
        long timeSquares = from.signed();
        long timeValues = from.signed();
        long min = from.signed();
        long max = from.signed();
        Point first = new Point(from.signed(), from.signed());
        Point last = new Point(first.millis() + from.signed(), from.signed());
        return new Pane(index, count, sum, squares, time, timeSquares, timeValues, min, max, first, last, null);
    }
}
