package dev.vigil.wire.state;

import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.Point;

/// One pane of one window.
public final class PaneCodec {

    private static final int VERSION = 1;

    private PaneCodec() {
    }

    public static byte[] encode(Pane pane) {
        return write(StateWriter.version(VERSION), pane).toBytes();
    }

    public static Pane decode(byte[] bytes) {
        return read(StateReader.expecting(VERSION, bytes));
    }

    static StateWriter write(StateWriter to, Pane pane) {
        to.signed(pane.index()).signed(pane.count()).signed(pane.sum()).signed(pane.squares()).signed(pane.time())
                .signed(pane.timeSquares()).signed(pane.timeValues()).signed(pane.min()).signed(pane.max());
        to.signed(pane.first().millis()).signed(pane.first().scaled());
        return to.signed(pane.last().millis() - pane.first().millis()).signed(pane.last().scaled());
    }

    static Pane read(StateReader from) {
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
        return new Pane(index, count, sum, squares, time, timeSquares, timeValues, min, max, first, last);
    }
}
