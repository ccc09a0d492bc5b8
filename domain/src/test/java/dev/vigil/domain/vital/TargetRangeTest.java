package dev.vigil.domain.vital;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.vital.TargetRange.Band;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRangeTest {

    @ParameterizedTest
    @CsvSource({"10, mg/dL, VERY_LOW", "53, mg/dL, VERY_LOW", "54, mg/dL, LOW", "69, mg/dL, LOW",
        "70, mg/dL, IN_RANGE", "180, mg/dL, IN_RANGE", "181, mg/dL, HIGH", "250, mg/dL, HIGH",
        "251, mg/dL, VERY_HIGH", "1000, mg/dL, VERY_HIGH", "2.9, mmol/L, VERY_LOW", "3.0, mmol/L, LOW",
        "3.8, mmol/L, LOW", "3.9, mmol/L, IN_RANGE", "10.0, mmol/L, IN_RANGE", "10.1, mmol/L, HIGH",
        "13.9, mmol/L, HIGH", "14.0, mmol/L, VERY_HIGH"})
    void shouldPutBothSidesOfEveryEdgeWhereTheConsensusPutsThem(String value, String unit, Band band) {
        assertThat(bandOf(value, unit)).isEqualTo(band);
    }

    @Test
    void shouldMeanTheSameByEveryValueOfAMeterInEitherUnit() {
        for (int tenths = 6; tenths <= 555; tenths++) {
            Band band = tenths < 30 ? Band.VERY_LOW : tenths < 39 ? Band.LOW : tenths <= 100 ? Band.IN_RANGE
                    : tenths <= 139 ? Band.HIGH : Band.VERY_HIGH;
            assertThat(bandOf(BigDecimal.valueOf(tenths, 1).toString(), "mmol/L")).as("%s tenths", tenths)
                    .isEqualTo(band);
        }
        for (int whole = 10; whole <= 1000; whole++) {
            Band band = whole < 54 ? Band.VERY_LOW : whole < 70 ? Band.LOW : whole <= 180 ? Band.IN_RANGE
                    : whole <= 250 ? Band.HIGH : Band.VERY_HIGH;
            assertThat(bandOf(Integer.toString(whole), "mg/dL")).as("%s mg/dL", whole).isEqualTo(band);
        }
    }

    private static Band bandOf(String value, String unit) {
        Vital glucose = Vital.BLOOD_GLUCOSE;
        BigDecimal canonical = glucose.canonical(new BigDecimal(value), glucose.conversionFrom(unit).orElseThrow());
        return glucose.targetRange().bandOf(canonical.unscaledValue().longValueExact());
    }
}
