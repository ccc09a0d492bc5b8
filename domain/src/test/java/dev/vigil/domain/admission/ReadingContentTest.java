package dev.vigil.domain.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingContentTest {

    private static final Instant TAKEN = Instant.parse("2026-11-22T10:41:03Z");
    private static final RawMeasurement SYSTOLIC = measurement("systolic-bp", "128");
    private static final RawMeasurement DIASTOLIC = measurement("diastolic-bp", "82");

    @Test
    void shouldBeTheSameInWhateverOrderTheMeasurementsCome() {
        assertThat(content(SYSTOLIC, DIASTOLIC)).isEqualTo(content(DIASTOLIC, SYSTOLIC));
    }

    @Test
    void shouldBeTheSameForTheSameNumberWrittenOtherwise() {
        assertThat(content(SYSTOLIC)).isEqualTo(content(measurement("systolic-bp", "128.0")));
    }

    @Test
    void shouldDifferWhenAValueDiffers() {
        assertThat(content(SYSTOLIC, DIASTOLIC)).isNotEqualTo(content(SYSTOLIC, measurement("diastolic-bp", "83")));
        assertThat(content(SYSTOLIC)).isNotEqualTo(content(SYSTOLIC, SYSTOLIC));
    }

    private static long content(RawMeasurement... measurements) {
        return ReadingContent.of(new Reading(new DeviceId("cuff-1"), new ReadingId("r-1"), TAKEN, null,
                List.of(measurements), null, null, null, TAKEN, null, Door.HTTP));
    }

    private static RawMeasurement measurement(String vital, String value) {
        return new RawMeasurement(vital, new RawValue.Decimal(new BigDecimal(value)), "mm[Hg]");
    }
}
