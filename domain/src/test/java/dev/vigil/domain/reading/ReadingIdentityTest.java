package dev.vigil.domain.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingIdentityTest {

    private static final DeviceId DEVICE = new DeviceId("cuff-7421");
    private static final Instant TAKEN = Instant.parse("2026-11-22T10:41:03Z");
    private static final int RUNS = 2_000;

    @Test
    void shouldStayTheSameForEver() {
        assertThat(ReadingIdentity.of(DEVICE, TAKEN, List.of(number("systolic-bp", "128"), number("heart-rate", "71"))))
                .as("a change of this id would count readings twice over an upgrade")
                .isEqualTo(new ReadingId("d31d0f94-381b-516f-99bf-6b9edaca5181"));
    }

    @Test
    void shouldNotDependOnOrderOrTrailingZeroes() {
        Random random = new Random(20261123);
        for (int run = 0; run < RUNS; run++) {
            List<RawMeasurement> measurements = randomMeasurements(random);
            List<RawMeasurement> again = new ArrayList<>(measurements.stream().map(this::withZero).toList());
            Collections.shuffle(again, random);
            assertThat(ReadingIdentity.of(DEVICE, TAKEN, again)).as("%s", measurements)
                    .isEqualTo(ReadingIdentity.of(DEVICE, TAKEN, measurements));
        }
    }

    @Test
    void shouldDifferWhereAnythingMeasuredDiffers() {
        Random random = new Random(20261124);
        for (int run = 0; run < RUNS; run++) {
            List<RawMeasurement> measurements = randomMeasurements(random);
            List<RawMeasurement> other = new ArrayList<>(measurements);
            int at = random.nextInt(other.size());
            other.set(at, number(other.get(at).vital(), "12345.5"));
            Set<ReadingId> ids = new HashSet<>(List.of(ReadingIdentity.of(DEVICE, TAKEN, measurements)));
            ids.add(ReadingIdentity.of(DEVICE, TAKEN, other));
            ids.add(ReadingIdentity.of(DEVICE, TAKEN.plusNanos(1), measurements));
            ids.add(ReadingIdentity.of(new DeviceId("cuff-7422"), TAKEN, measurements));
            ids.add(ReadingIdentity.of(DEVICE, TAKEN, Stream.concat(measurements.stream(),
                    Stream.of(number("steps", "99999"))).toList()));
            assertThat(ids).hasSize(5);
        }
    }

    @Test
    void shouldTellALetterFromTheNextField() {
        ReadingId joined = ReadingIdentity.of(DEVICE, TAKEN, List.of(text("consciousness", "A1:5")));
        ReadingId apart = ReadingIdentity.of(DEVICE, TAKEN, List.of(text("consciousness", "A"), text("pain", "5")));
        assertThat(joined).isNotEqualTo(apart);
        assertThat(ReadingIdentity.of(DEVICE, TAKEN, List.of(text("pain", "5"))))
                .isNotEqualTo(ReadingIdentity.of(DEVICE, TAKEN, List.of(number("pain", "5"))));
    }

    private static List<RawMeasurement> randomMeasurements(Random random) {
        return Stream.generate(() -> Vital.values()[random.nextInt(Vital.values().length)]).limit(1 + random.nextInt(8))
                .map(vital -> vital.coded() ? text(vital.key(), "A")
                        : number(vital.key(), BigDecimal.valueOf(random.nextInt(3000), random.nextInt(3)).toString()))
                .toList();
    }

    private RawMeasurement withZero(RawMeasurement measurement) {
        return switch (measurement.value()) {
            case RawValue.Decimal decimal -> number(measurement.vital(),
                    decimal.value().setScale(decimal.value().scale() + 1).toString());
            case RawValue.Text text -> measurement;
        };
    }

    private static RawMeasurement number(String vital, String value) {
        return new RawMeasurement(vital, new RawValue.Decimal(new BigDecimal(value)), "unit");
    }

    private static RawMeasurement text(String vital, String value) {
        return new RawMeasurement(vital, new RawValue.Text(value), null);
    }
}
