package dev.vigil.ingest.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.vital.RawValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            systolic-bp       | 20    | mm[Hg] | REPEAT_MEASUREMENT CHECK_CUFF
            oxygen-saturation | 0.97  | %      | REPEAT_MEASUREMENT CHECK_SENSOR
            pulse-rate        | 0     | /min   | REPEAT_MEASUREMENT CHECK_SENSOR
            body-temperature  | 37    | [degF] | REPEAT_MEASUREMENT CHECK_SENSOR
            body-weight       | 0.5   | kg     | REPEAT_MEASUREMENT
            pulse-rate        | 71    | /min   |
            """)
    void shouldSayWhatToDoAboutAValueThatCannotBe(String vital, BigDecimal value, String unit,
            @Nullable String wanted) {
        Set<Advice> advice = Advice.of(reading(vital, value, unit, null, null, Duration.ofSeconds(5)));
        assertThat(advice).containsExactlyInAnyOrderElementsOf(wanted == null ? List.of()
                : Arrays.stream(wanted.split(" ")).map(Advice::valueOf).toList());
    }

    @Test
    void shouldAskForABatteryAndABetterSignal() {
        assertThat(Advice.of(reading("pulse-rate", BigDecimal.TEN.multiply(BigDecimal.TEN), "/min",
                new BigDecimal("0.10"), new BigDecimal("0.29"), Duration.ofSeconds(5))))
                .containsExactly(Advice.REPEAT_MEASUREMENT, Advice.CHECK_SENSOR, Advice.REPLACE_BATTERY);
    }

    @Test
    void shouldSayNothingAboutThePast() {
        assertThat(Advice.of(reading("pulse-rate", BigDecimal.ZERO, "/min", new BigDecimal("0.01"), null,
                Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void shouldHaveEveryTextInEveryLanguage() {
        assertThat(AdviceTexts.LANGUAGES).hasSizeGreaterThanOrEqualTo(3).allSatisfy(language -> {
            AdviceTexts texts = AdviceTexts.in(language.toLanguageTag());
            assertThat(texts.language()).isEqualTo(language);
            assertThat(texts.byCode().keySet()).containsExactlyInAnyOrderElementsOf(
                    Stream.concat(Arrays.stream(Advice.values()).map(Advice::code),
                            News2.inputs().stream().flatMap(vital -> News2.parameterOf(vital).stream()).distinct()
                                    .map(vital -> AdviceTexts.MEASURE + vital.key()))
                            .toList());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            de-AT, en;q=0.8     | de
            nl, es;q=0.5        | es
            FR                  | fr
            nl                  | en
            *                   | en
            ;;;                 | en
            none                | en
            """)
    void shouldSpeakThePatientsLanguage(@Nullable String header, String language) {
        assertThat(AdviceTexts.in(header).language().getLanguage()).isEqualTo(language);
    }

    private static Reading reading(String vital, BigDecimal value, String unit, @Nullable BigDecimal battery,
            @Nullable BigDecimal signalQuality, Duration ago) {
        return new Reading(new DeviceId("d"), new ReadingId("r"), NOW.minus(ago), null,
                List.of(new RawMeasurement(vital, new RawValue.Decimal(value), unit)), battery, signalQuality, null,
                NOW, null, Door.HTTP, Set.<MeasurementStatus>of());
    }
}
