package dev.vigil.fhir.mapping;

import static dev.vigil.fhir.mapping.Samples.SUBJECT;
import static dev.vigil.fhir.mapping.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

class ReadingMapperTest {

    @Test
    void shouldGiveTheSameIdsEveryTime() {
        var reading = Samples.reading(measured(Vital.HEART_RATE, "71.00", "71", "/min"),
                measured(Vital.SYSTOLIC_BP, "128.00", "128", "mm[Hg]"));
        assertThat(ids(ReadingMapper.map(reading, SUBJECT))).isEqualTo(ids(ReadingMapper.map(reading, SUBJECT)))
                .containsExactlyInAnyOrder(ResourceIds.ofVital(reading.id(), Vital.HEART_RATE),
                        ResourceIds.ofVital(reading.id(), Vital.SYSTOLIC_BP));
    }

    @Test
    void shouldGiveEveryMeasurementOfADoubledVitalItsOwnResource() {
        var observations = ReadingMapper.map(Samples.reading(measured(Vital.HEART_RATE, "71.00", "71", "/min"),
                measured(Vital.HEART_RATE, "72.00", "72", "/min")), SUBJECT);
        assertThat(ids(observations)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveOutWhatThePlanGivesAsSummariesUnlessItIsCorrected() {
        Plan plan = new Plan("ward", List.of(), Set.of(), Map.of(), Map.of(Vital.HEART_RATE, ExportForm.SUMMARIES,
                Vital.SYSTOLIC_BP, ExportForm.SUMMARIES));
        Charting charting = Charting.of(Flavour.R4, plan, PatientSettings.initial(Instant.EPOCH));
        Measurement[] measured = {measured(Vital.HEART_RATE, "71.00", "71", "/min"),
            measured(Vital.DIASTOLIC_BP, "82.00", "82", "mm[Hg]"), measured(Vital.BODY_WEIGHT, "81.000", "81", "kg")};
        assertThat(ids(ReadingMapper.map(Samples.reading(measured), SUBJECT, charting)))
                .containsExactly(ResourceIds.ofVital(Samples.OBSERVATION, Vital.BODY_WEIGHT));
        assertThat(ReadingMapper.map(Samples.withdrawn(measured), SUBJECT, charting)).hasSize(3);
    }

    @Test
    void shouldLeaveToSamplesWhatTheyCanSay() {
        Plan plan = new Plan("ward", List.of(), Set.of(Vital.HEART_RATE), Map.of(),
                Map.of(Vital.HEART_RATE, ExportForm.SAMPLES));
        Charting charting = Charting.of(Flavour.R4, plan, PatientSettings.initial(Instant.EPOCH));
        Measurement rate = measured(Vital.HEART_RATE, "71.00", "71", "/min");
        assertThat(ReadingMapper.map(Samples.reading(rate), SUBJECT, charting)).isEmpty();
        assertThat(ReadingMapper.map(Samples.reading(Samples.questionable(rate)), SUBJECT, charting))
                .as("that it may not be trusted").hasSize(1);
        assertThat(ReadingMapper.map(Samples.reading(rate, rate), SUBJECT, charting)).as("two of one moment")
                .hasSize(2);
        assertThat(ReadingMapper.map(Samples.admittedAfter(Duration.ofHours(48), rate), SUBJECT, charting)).isEmpty();
        assertThat(ReadingMapper.map(Samples.admittedAfter(Duration.ofHours(48).plusMillis(1), rate), SUBJECT,
                charting)).as("its hour is not told again").hasSize(1);
        assertThat(ReadingMapper.map(Samples.withdrawn(rate), SUBJECT, charting)).as("a correction").hasSize(1);
    }

    @Test
    void shouldMapMeanPressureAloneToItsOwnObservation() {
        var observation = only(measured(Vital.MEAN_ARTERIAL_PRESSURE, "97.00", "97", "mm[Hg]"));
        assertThat(observation.getCode().getCodingFirstRep().getCode()).isEqualTo("8478-0");
        assertThat(observation.getValueQuantity().getValue()).isEqualByComparingTo("97");
    }

    @Test
    void shouldKeepThePrecisionThatTheDeviceClaimed() {
        assertThat(written(measured(Vital.BODY_WEIGHT, "81.200", "81.20", "kg"))).isEqualTo("81.20");
        assertThat(written(measured(Vital.HEART_RATE, "120.00", "1.2E+2", "/min"))).isEqualTo("120");
    }

    @Test
    void shouldClaimNoMorePrecisionThanConversionLeft() {
        assertThat(written(measured(Vital.BODY_TEMPERATURE, "37.000", "98.60", "[degF]"))).isEqualTo("37");
        assertThat(written(measured(Vital.BODY_TEMPERATURE, "38.056", "100.5", "[degF]"))).isEqualTo("38.056");
        assertThat(written(measured(Vital.BODY_HEIGHT, "170.00", "1.7", "m"))).isEqualTo("170");
    }

    @Test
    void shouldExportTheValueOfRecordWhereRoundingChangedIt() {
        assertThat(written(measured(Vital.BODY_TEMPERATURE, "37.000", "37.00049", "Cel"))).isEqualTo("37");
    }

    private static String written(Measurement measurement) {
        return only(measurement).getValueQuantity().getValue().toString();
    }

    private static Observation only(Measurement measurement) {
        return ReadingMapper.map(Samples.reading(measurement), SUBJECT).getFirst();
    }

    private static List<String> ids(List<Observation> observations) {
        return observations.stream().map(Observation::getIdPart).toList();
    }
}
