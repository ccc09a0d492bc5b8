package dev.vigil.wire.monitor;

import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.Point;

/// One pane of one window.
public final class PaneCodec {

    private static final int VERSION = 1;

    private PaneCodec() {
    }

    public static byte[] encode(Pane pane) {
        return write(new Packer().version(VERSION), pane).bytes();
    }

    public static Pane decode(byte[] bytes) {
        return read(new Unpacker(bytes, VERSION));
    }

    static Packer write(Packer to, Pane pane) {
        to.number(pane.index()).number(pane.count()).number(pane.sum()).number(pane.squares()).number(pane.time())
                .number(pane.timeSquares()).number(pane.timeValues()).number(pane.min()).number(pane.max());
        to.number(pane.first().millis()).number(pane.first().scaled());
        return to.number(pane.last().millis() - pane.first().millis()).number(pane.last().scaled());
    }

    static Pane read(Unpacker from) {
        long index = from.number();
        long count = from.number();
        long sum = from.number();
        long squares = from.number();
        long time = from.number();
        long timeSquares = from.number();
        long timeValues = from.number();
        long min = from.number();
        long max = from.number();
        Point first = new Point(from.number(), from.number());
        Point last = new Point(first.millis() + from.number(), from.number());
        return new Pane(index, count, sum, squares, time, timeSquares, timeValues, min, max, first, last);
    }
}
