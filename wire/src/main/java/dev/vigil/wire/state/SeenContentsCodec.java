package dev.vigil.wire.state;

import dev.vigil.domain.admission.SeenContents;
import java.time.Instant;

/// The compact memory of one device and day.
public final class SeenContentsCodec implements StateCodec<SeenContents> {

    private static final int VERSION = 1;

    @Override
    public byte[] encode(SeenContents seen) {
        long[] contents = seen.contents();
        StateWriter writer = StateWriter.version(VERSION).instant(seen.keptAt()).count(contents.length);
        for (long content : contents) {
            writer.fixed(content);
        }
        return writer.toBytes();
    }

    @Override
    public SeenContents decode(byte[] bytes) {
        StateReader reader = StateReader.expecting(VERSION, bytes);
        Instant keptAt = reader.time();
        long[] contents = new long[reader.parts()];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = reader.fixed();
        }
        return SeenContents.of(keptAt, contents);
    }
}
