package dev.vigil.wire.state;

import dev.vigil.domain.admission.ParkedReading;
import dev.vigil.domain.admission.Timing;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;

/// A parked reading. There are few, and the reading itself is kept as it came: as JSON.
public final class ParkedReadingCodec implements StateCodec<ParkedReading> {

    private static final int VERSION = 1;

    @Override
    public byte[] encode(ParkedReading parked) {
        Timing timing = parked.timing();
        return StateWriter.version(VERSION).instant(parked.until()).instant(timing.takenAt())
                .durationOrNone(timing.offset()).instant(timing.receivedAt())
                .block(Topics.READINGS.value().encode(parked.reading())).toBytes();
    }

    @Override
    public ParkedReading decode(byte[] bytes) {
        StateReader reader = StateReader.expecting(VERSION, bytes);
        var until = reader.time();
        Timing timing = new Timing(reader.time(), reader.spanOrNone(), reader.time());
        try {
            return new ParkedReading(Topics.READINGS.value().decode(reader.block()), timing, until);
        } catch (MalformedRecord e) {
            throw new IllegalStateException("a parked reading cannot be read", e);
        }
    }
}
