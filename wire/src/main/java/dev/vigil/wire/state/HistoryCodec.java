package dev.vigil.wire.state;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;

/// One point of a patient's past, some twenty to fifty bytes beside its key, and one score that was told, some twelve.
public final class HistoryCodec {

    private static final int VERSION = 1;

    private HistoryCodec() {
    }

    public static byte[] encode(HistoryPoint point) {
        StateWriter to = StateWriter.version(VERSION).count(point.revision())
                .oneByte((point.questionable() ? 1 : 0) | (point.withdrawn() ? 2 : 0));
        VitalRow.measured(to, point.vital(), point.value());
        return to.text(point.deviceId().value()).textOrNone(point.gateway()).toBytes();
    }

    /// @param key that it was kept by
    public static HistoryPoint decode(Vital vital, byte[] key, byte[] bytes) {
        StateReader from = StateReader.expecting(VERSION, bytes);
        int revision = from.count();
        int flags = from.oneByte();
        MeasuredValue value = VitalRow.measured(from, vital);
        return new HistoryPoint(vital, HistoryKey.timeOf(key), HistoryKey.observationOf(key), revision, value,
                (flags & 1) != 0, (flags & 2) != 0, new DeviceId(from.text()), from.textOrNone());
    }

    public static byte[] encode(ToldScore score) {
        return StateWriter.version(VERSION).count(score.revision()).fixed(score.content()).toBytes();
    }

    public static ToldScore decodeScore(byte[] key, byte[] bytes) {
        StateReader from = StateReader.expecting(VERSION, bytes);
        Instant minute = HistoryKey.timeOf(key);
        return new ToldScore(minute, from.count(), from.fixed());
    }
}
