package dev.vigil.wire.state;

import static org.assertj.core.api.Assertions.assertThat;

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
    void shouldKeepAPointAndAToldScore() {
        for (HistoryPoint point : List.of(point(Vital.HEART_RATE, T0, "o1", number("71.50")),
                point(Vital.CONSCIOUSNESS, T0, "o1", new MeasuredValue.Level(Consciousness.VOICE)))) {
            byte[] key = HistoryKey.of(PATIENT, point.vital(), point.takenAt(), point.observationId());
            assertThat(HistoryCodec.decode(point.vital(), key, HistoryCodec.encode(point))).isEqualTo(point);
        }
        ToldScore told = new ToldScore(ToldScore.minuteOf(T0), 7, -9);
        assertThat(HistoryCodec.decodeScore(HistoryKey.ofScore(PATIENT, told.minute()), HistoryCodec.encode(told)))
                .isEqualTo(told);
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
        HistoryPoint point = new HistoryPoint(Vital.OXYGEN_SATURATION, T0, UUID.randomUUID().toString(), 0,
                number("97.00"), false, false, new DeviceId("oximeter-0123"), "gateway-0123");
        assertThat(key(point).length + HistoryCodec.encode(point).length).isLessThanOrEqualTo(110);
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
