package dev.vigil.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vigil.domain.reading.Retraction;
import dev.vigil.wire.json.RetractionJson;
import java.util.Arrays;

/// A retraction among the readings of its device. Only ingest writes to that topic, and it writes the type first, so a
/// reader need not parse a record twice to know what it is; a reading begins with its device.
public final class RetractionCodec implements Codec<Retraction> {

    private static final byte[] BEGINNING = ("{\"type\":\"" + RetractionJson.TYPE + '"').getBytes(UTF_8);

    private final Codec<Retraction> json;

    RetractionCodec(Codec<Retraction> json) {
        this.json = json;
    }

    public static boolean isRetraction(byte[] bytes) {
        return bytes.length > BEGINNING.length
                && Arrays.equals(bytes, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    }

    @Override
    public byte[] encode(Retraction value) {
        return json.encode(value);
    }

    @Override
    public Retraction decode(byte[] bytes) throws MalformedRecord {
        return json.decode(bytes);
    }
}
