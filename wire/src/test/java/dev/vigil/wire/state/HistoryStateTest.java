package dev.vigil.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryStateTest {

    private static final PatientId PATIENT = new PatientId("p1");
    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00.123456789Z");

    @Test
    void shouldKeepARowOfPointsAndOneOfToldScores() {
        List<HistoryPoint> numbers = List.of(point(Vital.HEART_RATE, T0, "o1", number("71.50")),
                point(Vital.HEART_RATE, T0, "o2", number("70.00")),
                point(Vital.HEART_RATE, T0.plusSeconds(1), "3903677e-bb75-5de9-82eb-0d1a814159f1", number("69.00")));
        assertThat(HistoryCodec.decodePoints(Vital.HEART_RATE, key(numbers.getLast()),
                HistoryCodec.encodePoints(Vital.HEART_RATE, numbers))).isEqualTo(numbers);
        List<HistoryPoint> levels =
                List.of(point(Vital.CONSCIOUSNESS, T0, "o1", new MeasuredValue.Level(Consciousness.VOICE)));
        assertThat(HistoryCodec.decodePoints(Vital.CONSCIOUSNESS, key(levels.getLast()),
                HistoryCodec.encodePoints(Vital.CONSCIOUSNESS, levels))).isEqualTo(levels);
        Instant minute = ToldScore.minuteOf(T0);
        List<ToldScore> told = List.of(new ToldScore(minute, 7, -9), new ToldScore(minute.plusSeconds(60), 0, 12));
        assertThat(HistoryCodec.decodeScores(HistoryKey.ofScore(PATIENT, told.getLast().minute()),
                HistoryCodec.encodeScores(told))).isEqualTo(told);
    }

    @Test
    void shouldRefuseARowOutOfOrder() {
        List<HistoryPoint> points = List.of(point(Vital.HEART_RATE, T0, "o2", number("71.50")),
                point(Vital.HEART_RATE, T0, "o1", number("70.00")));
        byte[] row = HistoryCodec.encodePoints(Vital.HEART_RATE, points);
        assertThatIllegalStateException()
                .isThrownBy(() -> HistoryCodec.decodePoints(Vital.HEART_RATE, key(points.getLast()), row));
        ToldScore told = new ToldScore(ToldScore.minuteOf(T0), 7, -9);
        byte[] twice = HistoryCodec.encodeScores(List.of(told, told));
        assertThatIllegalStateException()
                .isThrownBy(() -> HistoryCodec.decodeScores(HistoryKey.ofScore(PATIENT, told.minute()), twice));
    }

    @Test
    void shouldSortAsTimeAndObservationDo() {
        Random random = new Random(4);
        List<HistoryPoint> points = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            points.add(point(Vital.HEART_RATE, Instant.ofEpochSecond(random.nextInt(), random.nextInt(3)),
                    "o" + random.nextInt(9), number("70.00")));
        }
        points.sort(Comparator.comparing(HistoryPoint::takenAt).thenComparing(HistoryPoint::observationId));
        List<byte[]> keys = points.stream().map(HistoryStateTest::key).toList();
        assertThat(keys).isSortedAccordingTo(Arrays::compareUnsigned);
        for (HistoryPoint point : points) {
            assertThat(Arrays.compareUnsigned(key(point),
                    HistoryKey.from(PATIENT, point.vital(), point.takenAt()))).isPositive();
            assertThat(Arrays.compareUnsigned(key(point),
                    HistoryKey.to(PATIENT, point.vital(), point.takenAt()))).isNegative();
            assertThat(HistoryKey.timeOf(key(point))).isEqualTo(point.takenAt());
        }
    }

    /// What docs/reference says of the bytes of a patient's past.
    @Test
    void shouldTakeNoMoreRoomThanIsSaid() {
        List<HistoryPoint> row = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            row.add(new HistoryPoint(Vital.OXYGEN_SATURATION, T0.plusSeconds(second), UUID.randomUUID().toString(), 0,
                    number("97.00"), false, false, new DeviceId("oximeter-0123"), "gateway-0123"));
        }
        assertThat(key(row.getLast()).length + HistoryCodec.encodePoints(Vital.OXYGEN_SATURATION, row).length)
                .isLessThanOrEqualTo(8 * 40);
    }

    private static byte[] key(HistoryPoint point) {
        return HistoryKey.of(PATIENT, point.vital(), point.takenAt(), point.observationId());
    }

    private static HistoryPoint point(Vital vital, Instant at, String observation, MeasuredValue value) {
        return new HistoryPoint(vital, at, observation, 3, value, true, true, new DeviceId("d1"), null);
    }

    private static MeasuredValue number(String value) {
        return new MeasuredValue.Quantity(new BigDecimal(value));
    }
}
