package dev.vigil.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.Standing;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.streams.query.PatientQueries.Found.Here;
import dev.vigil.wire.json.Json;
import dev.vigil.wire.plan.ShippedPlans;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientViewTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final PatientId PATIENT = new PatientId("p1");

    private PatientState state = PatientState.firstSeen(PATIENT, T0);

    @Test
    void shouldShowTimeInRangeOfTwoWeeksPaneByPaneAndAsAWhole() {
        take(Vital.BLOOD_GLUCOSE, "52", T0.minus(Duration.ofDays(13)));
        take(Vital.BLOOD_GLUCOSE, "100", T0.minus(Duration.ofMinutes(5)));
        take(Vital.BLOOD_GLUCOSE, "200", T0);
        var history = Json.mapper().valueToTree(PatientView.history(here(), query(Vital.BLOOD_GLUCOSE, "P14D")));
        assertThat(history.at("/pane").asText()).isEqualTo("PT6H");
        assertThat(history.at("/panes/0/ranges").toString())
                .isEqualTo("{\"veryLow\":1,\"low\":0,\"inRange\":0,\"high\":0,\"veryHigh\":0}");
        assertThat(history.at("/panes/1/coefficientOfVariation").decimalValue()).isEqualByComparingTo("33.3333");
        assertThat(history.at("/whole/ranges").toString())
                .isEqualTo("{\"veryLow\":1,\"low\":0,\"inRange\":1,\"high\":1,\"veryHigh\":0}");
        assertThat(history.at("/whole/count").asInt()).isEqualTo(3);
    }

    @Test
    void shouldShowNoRangesOfAVitalWithoutThemAndNothingOfNothing() {
        take(Vital.HEART_RATE, "70", T0);
        var history = Json.mapper().valueToTree(PatientView.history(here(), query(Vital.HEART_RATE, "PT15M")));
        assertThat(history.at("/pane").asText()).isEqualTo("PT1M");
        assertThat(history.at("/panes/0/mean").decimalValue()).isEqualByComparingTo("70");
        assertThat(history.at("/whole").has("ranges")).isFalse();
        var nothing = Json.mapper().valueToTree(PatientView.history(here(), query(Vital.PAIN, "PT15M")));
        assertThat(nothing.has("whole")).isFalse();
        assertThat(nothing.path("panes").isEmpty()).isTrue();
    }

    private Here here() {
        return new Here(state, Standing.of(state, ShippedPlans.general(), T0), T0, false);
    }

    private static HistoryQuery query(Vital vital, String window) {
        WindowLength length = new WindowLength(Duration.parse(window));
        return new HistoryQuery(vital, length, T0.minus(length.length()), T0.plusSeconds(1));
    }

    private void take(Vital vital, String value, Instant at) {
        BigDecimal number = new BigDecimal(value).setScale(vital.scale());
        Measurement measurement = new Measurement(vital, new MeasuredValue.Quantity(number),
                new Measurement.Original(new RawValue.Decimal(number), vital.unit()), false);
        ReadingId reading = new ReadingId("r" + at);
        state = Monitor.decide(state, new MonitorEvent.Observed(new Observation("o" + at, 0, PATIENT,
                new DeviceId("d1"), null, reading, at, at, null, at, at, List.of(measurement), false,
                ObservationStatus.FINAL)), ShippedPlans.general(), at).state();
    }
}
