package dev.vigil.wire.state;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.util.List;

/// A row of a patient's past: a few neighbouring points of one vital, or a few neighbouring scores that were told,
/// oldest first.
public final class HistoryCodec {

    private static final int VERSION = 2;

    /// Held one point or score, whose time and observation only the key told.
    private static final int ONE_A_ROW = 1;

    private HistoryCodec() {
    }

    public static byte[] encodePoints(Vital vital, List<HistoryPoint> points) {
        return PointBlock.write(StateWriter.version(VERSION), vital, points).toBytes();
    }

    /// @param key that they were kept by
    public static List<HistoryPoint> decodePoints(Vital vital, byte[] key, byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        return from.version() == ONE_A_ROW ? List.of(onePoint(from, vital, key)) : PointBlock.read(from, vital);
    }

    private static HistoryPoint onePoint(StateReader from, Vital vital, byte[] key) {
        int revision = from.count();
        int flags = from.oneByte();
        MeasuredValue value = VitalRow.measured(from, vital);
        return new HistoryPoint(vital, HistoryKey.timeOf(key), HistoryKey.observationOf(key), revision, value,
                (flags & 1) != 0, (flags & 2) != 0, new DeviceId(from.text()), from.textOrNone());
    }

    public static byte[] encodeScores(List<ToldScore> scores) {
        return ToldScoreBlock.write(StateWriter.version(VERSION), scores).toBytes();
    }

    /// @param key that they were kept by
    public static List<ToldScore> decodeScores(byte[] key, byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        return from.version() == ONE_A_ROW
                ? List.of(new ToldScore(HistoryKey.timeOf(key), from.count(), from.fixed()))
                : ToldScoreBlock.read(from);
    }
}
