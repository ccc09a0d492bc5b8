package dev.vigil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhysiologyTest {

    private static final long SEED = 7;

    @Test
    void shouldGiveTheSameValueForTheSameQuestionInAnyOrder() {
        Physiology one = Physiology.of(Course.SEPSIS, SEED);
        BigDecimal early = one.read(Vital.PULSE_RATE, Duration.ofMinutes(3));
        one.read(Vital.PULSE_RATE, Duration.ofMinutes(50));
        assertThat(Physiology.of(Course.SEPSIS, SEED).read(Vital.PULSE_RATE, Duration.ofMinutes(3))).isEqualTo(early);
        assertThat(Physiology.of(Course.SEPSIS, SEED + 1).dryWeight()).isNotEqualTo(one.dryWeight());
    }

    @Test
    void shouldKeepEveryValueOfEveryCourseWithinWhatSensorsShow() {
        for (Course course : Course.values()) {
            Physiology body = Physiology.of(course, SEED);
            for (DeviceKind kind : DeviceKind.values()) {
                for (Vital vital : kind.vitals().stream().filter(vital -> !vital.coded()).toList()) {
                    for (int minute = -360; minute < 1440; minute += 7) {
                        assertThat(vital.trusted().contains(body.read(vital, Duration.ofMinutes(minute)))).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void shouldLetTheFeverishPatientGoFromBadToWorseWithinTheHour() {
        Physiology body = Physiology.of(Course.SEPSIS, SEED);
        assertThat(body.read(Vital.RESPIRATORY_RATE, Duration.ZERO)).isBetween(new BigDecimal("20"),
                new BigDecimal("24"));
        assertThat(body.read(Vital.RESPIRATORY_RATE, Duration.ofHours(1))).isGreaterThan(new BigDecimal("25"));
        assertThat(body.read(Vital.SYSTOLIC_BP, Duration.ofHours(1))).isLessThan(new BigDecimal("92"));
        assertThat(body.consciousness(Duration.ZERO)).isEqualTo("A");
        assertThat(body.consciousness(Duration.ofHours(1))).isEqualTo("V");
    }

    @Test
    void shouldLetTheSugarFallAtNightAndComeBack() {
        Physiology body = Physiology.of(Course.NIGHT_HYPOGLYCAEMIA, SEED);
        assertThat(body.read(Vital.BLOOD_GLUCOSE, Duration.ofMinutes(40))).isLessThan(new BigDecimal("54"));
        assertThat(body.read(Vital.BLOOD_GLUCOSE, Duration.ofHours(3))).isGreaterThan(new BigDecimal("80"));
    }

    @Test
    void shouldLetTheFailingHeartGainWeightBeforeTheDemoBegins() {
        Physiology body = Physiology.of(Course.HEART_FAILURE, SEED);
        BigDecimal gained = body.read(Vital.BODY_WEIGHT, Duration.ZERO)
                .subtract(body.read(Vital.BODY_WEIGHT, Duration.ofDays(-6)));
        assertThat(gained).isBetween(new BigDecimal("2.2"), new BigDecimal("3.4"));
    }

    @Test
    void shouldCastEachRoleOnceAndFillTheWardWithStablePatients() {
        List<HomePatient> ward = Ward.of(12, SEED);
        assertThat(ward).hasSize(12).extracting(HomePatient::patientId).doesNotHaveDuplicates()
                .contains("fever-001", "lungs-002", "silent-005", "home-012");
        assertThat(ward).extracting(HomePatient::name).doesNotHaveDuplicates();
        assertThat(ward.get(1).oxygenScale()).isEqualTo(2);
        assertThat(ward).extracting(patient -> patient.devices().getFirst().fault().getClass().getSimpleName())
                .contains("FallsSilent", "ClockAhead", "WasOffline");
    }

    @Test
    void shouldTellSixHoursAtOnceAndShowAClockThatIsAhead() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        HomePatient offline = Ward.of(8, SEED).get(6);
        DeviceReadings oximeter = new DeviceReadings(offline, offline.devices().getFirst());
        assertThat(oximeter.kept(Duration.ofHours(6), Duration.ofMinutes(5), now)).hasSize(73)
                .first().extracting(reading -> reading.path("takenAt").asText()).isEqualTo("2026-11-23T04:00:00Z");
        HomePatient wrong = Ward.of(8, SEED).get(5);
        ObjectNode ahead = new DeviceReadings(wrong, wrong.devices().getFirst()).measured(0, Duration.ZERO, now);
        assertThat(ahead.path("takenAt").asText()).isEqualTo("2026-11-23T13:20:00Z");
        assertThat(ahead.path("sentAt").asText()).isEqualTo("2026-11-23T13:20:00Z");
    }

    @Test
    void shouldMeasureInThePatientsTimeAndStartWithinSeconds() {
        DevicePlan last = DevicePlan.of(DeviceKind.OXIMETER, 39, 40, 60);
        assertThat(DevicePlan.faster(last.at(0), 60)).isLessThan(Duration.ofSeconds(4));
        assertThat(DevicePlan.faster(last.at(1).minus(last.at(0)), 60)).isEqualTo(Duration.ofSeconds(5));
    }
}
