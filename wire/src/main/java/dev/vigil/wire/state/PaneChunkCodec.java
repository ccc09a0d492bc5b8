package dev.vigil.wire.state;

import dev.vigil.domain.window.Pane;
import java.util.ArrayList;
import java.util.List;

/// Neighbouring panes of one grain that change no more, but for a late reading; some forty bytes each.
public final class PaneChunkCodec {

    private static final int VERSION = 1;

    private PaneChunkCodec() {
    }

    public static byte[] encode(List<Pane> panes) {
        StateWriter to = StateWriter.version(VERSION).count(panes.size());
        panes.forEach(pane -> PaneCodec.write(to, pane));
        return to.toBytes();
    }

    public static List<Pane> decode(byte[] bytes) {
        StateReader from = StateReader.expecting(VERSION, bytes);
        int count = from.parts();
        List<Pane> panes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            panes.add(PaneCodec.read(from));
        }
        return panes;
    }
}
