package dev.vigil.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import dev.vigil.domain.vital.RawValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Retraction and re-attribution through the topology, its stores and its topics.
class CorrectionsFlowTest {

    private static final Instant LONG_AGO = AdmissionHarness.START.minus(Duration.ofDays(365));

    @TempDir
    private Path stateDirectory;

    private AdmissionHarness admission;

    @BeforeEach
    void start() {
        admission = new AdmissionHarness(stateDirectory);
        admission.assign("cuff", "ada");
    }

    @AfterEach
    void close() {
        admission.close();
    }

    @Test
    void shouldWithdrawAReadingAndItsLaterCopies() {
        Reading reading = admission.heartRate("cuff", "r1", admission.now(), 71);
        admission.send(reading);
        admission.retract("cuff", "r1");
        admission.send(reading);
        List<Observation> told = admission.observations.readValuesToList();
        assertThat(told).extracting(Observation::status).containsExactly(ObservationStatus.FINAL,
                ObservationStatus.ENTERED_IN_ERROR);
        assertThat(told.getLast().measurements()).isEqualTo(told.getFirst().measurements());
        ReadingOutcome outcome = admission.outcomes.readValuesToList().getLast();
        assertThat(outcome.measurements()).extracting(of -> of.fate()).containsExactly(Fate.WITHDRAWN);
        assertThat(outcome.retracted()).isEqualTo(Retracted.WITHDRAWN);
        assertThat(outcome.duplicates()).isOne();
    }

    @Test
    void shouldWithdrawAReadingOfLastWeekAndListIt() {
        admission.send(admission.heartRate("cuff", "r1", admission.now(), 71));
        for (int day = 0; day < 8; day++) {
            admission.advance(Duration.ofDays(1));
        }
        admission.retract("cuff", "r1");
        assertThat(admission.observations.readValuesToList()).extracting(Observation::revision)
                .containsExactly(0, 1);
        assertThat(admission.withdrawals.readKeyValuesToList()).singleElement()
                .satisfies(record -> assertThat(record.key.patientId()).isEqualTo(new PatientId("ada")));
    }

    @Test
    void shouldTellAWeightAnewThatALateOneSpeaksAgainst() {
        admission.send(weight("r2", "61.2", Duration.ZERO));
        admission.send(weight("r1", "83.4", Duration.ofHours(20)));
        List<Observation> told = admission.observations.readValuesToList();
        assertThat(told).extracting(Observation::status).containsExactly(ObservationStatus.FINAL,
                ObservationStatus.FINAL, ObservationStatus.AMENDED);
        assertThat(told.getLast().id()).isEqualTo(told.getFirst().id());
        assertThat(told.getLast().measurements()).singleElement().extracting(Measurement::doubt)
                .isEqualTo(Doubt.WEIGHT);
        admission.retract("cuff", "r1");
        assertThat(admission.observations.readValuesToList().getLast()).satisfies(again -> {
            assertThat(again.revision()).isEqualTo(2);
            assertThat(again.measurements().getFirst().questionable()).isFalse();
        });
    }

    private Reading weight(String id, String kilograms, Duration ago) {
        return admission.reading("cuff", id, admission.now().minus(ago), null, new RawMeasurement("body-weight",
                new RawValue.Decimal(new BigDecimal(kilograms)), "kg"));
    }

    @Test
    void shouldSplitAnUploadWhereTheDeviceChangedHands() {
        Instant change = admission.now().minus(Duration.ofHours(1));
        for (int minute = 0; minute < 120; minute++) {
            admission.send(admission.heartRate("cuff", "r" + minute,
                    change.minus(Duration.ofHours(1)).plusSeconds(60L * minute), 71));
        }
        admission.observations.readValuesToList();
        admission.assign("cuff", new Assignment(new PatientId("ada"), LONG_AGO, change),
                new Assignment(new PatientId("bob"), change, null));
        List<Observation> told = admission.observations.readValuesToList();
        assertThat(told).hasSize(120).allMatch(observation -> !observation.takenAt().isBefore(change));
        assertThat(told).filteredOn(o -> o.patientId().value().equals("bob")).hasSize(60)
                .allMatch(o -> o.status() == ObservationStatus.FINAL && o.revision() == 1);
        assertThat(told).filteredOn(o -> o.patientId().value().equals("ada")).hasSize(60)
                .allMatch(o -> o.status() == ObservationStatus.ENTERED_IN_ERROR);
    }

    @Test
    void shouldMoveTheReadingsOfAChattyDeviceASliceAtATimeAndForgetNoneForAnotherChange() {
        int readings = 2_500;
        for (int second = 0; second < readings; second++) {
            admission.send(admission.heartRate("cuff", "r" + second, admission.now().minusSeconds(second), 71));
        }
        List<Observation> told = new ArrayList<>(admission.observations.readValuesToList());
        admission.assign("cuff", "bob");
        List<Observation> first = admission.observations.readValuesToList();
        assertThat(first).hasSize(2_000).noneMatch(observation -> observation.patientId().value().equals("cleo"));
        told.addAll(first);
        admission.advance(Duration.ofSeconds(1));
        admission.assign("cuff", "cleo");
        for (int tick = 0; tick < 3; tick++) {
            admission.advance(Duration.ofSeconds(1));
        }
        told.addAll(admission.observations.readValuesToList());
        Map<String, Observation> newest = told.stream().collect(Collectors.toMap(Observation::id, Function.identity(),
                BinaryOperator.maxBy(Comparator.comparing(Observation::revision))));
        assertThat(newest.values()).filteredOn(observation -> observation.status() == ObservationStatus.FINAL)
                .hasSize(readings).allMatch(observation -> observation.patientId().value().equals("cleo"));
    }

    @Test
    void shouldMoveADayOfOneReadingAMinuteAfterAWeekAndSayWhatCannotBeMoved() {
        int aMinute = 1_440;
        Instant midnight = admission.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        for (int reading = 0; reading < aMinute + 60; reading++) {
            admission.send(admission.heartRate("cuff", "r" + reading, midnight.plusSeconds(50L * reading), 71));
        }
        for (int day = 0; day < 7; day++) {
            admission.advance(Duration.ofDays(1));
        }
        admission.observations.readValuesToList();
        admission.assign("cuff", "bob");
        admission.advance(Duration.ofSeconds(1));
        assertThat(admission.observations.readValuesToList())
                .filteredOn(observation -> observation.patientId().value().equals("bob")).hasSize(aMinute);
        assertThat(admission.meters.counter("vigil.readings.unmoved").count()).isEqualTo(60);
    }
}
