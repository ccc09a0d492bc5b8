package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.ADA;
import static dev.vigil.domain.admission.Desk.BOB;
import static dev.vigil.domain.admission.Desk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whose a reading is when several people use the device.
class SharedDeviceTest {

    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(365));

    private final Desk desk = new Desk();

    @Test
    void shouldKeepAHousematesReadingFromThePatient() {
        desk.assign(of(ADA, 1));
        desk.receive(by(2));
        assertThat(desk.fates()).containsExactly("pulse-rate parked");
        desk.wait(Desk.PARKED_AT_MOST);
        assertThat(desk.fates()).containsExactly("pulse-rate quarantined unassigned");
        assertThat(desk.quarantined).singleElement().satisfies(quarantine -> assertThat(quarantine.detail())
                .startsWith("the device measured its user 2, who is nobody that it was assigned to"));
        assertThat(desk.admitted).isEmpty();
    }

    @Test
    void shouldTellTwoPatientsOfOneScaleApart() {
        desk.assign(of(ADA, 1), of(BOB, 2));
        desk.receive(by(2));
        assertThat(desk.admitted).extracting(Observation::patientId).containsExactly(BOB);
    }

    @Test
    void shouldNotGuessWhereTheDeviceDoesNotKnow() {
        desk.assign(of(ADA, 1), of(BOB, 2));
        desk.receive(by(null));
        assertThat(desk.fates()).containsExactly("pulse-rate parked");
        desk.wait(Desk.PARKED_AT_MOST);
        assertThat(desk.fates()).containsExactly("pulse-rate quarantined ambiguous-assignment");
    }

    @Test
    void shouldNotPreferTheAssignmentThatSaysMore() {
        desk.assign(of(ADA, 1), of(BOB, null));
        desk.receive(by(1));
        assertThat(desk.fates()).containsExactly("pulse-rate parked");
    }

    @Test
    void shouldTakeWhatOnePatientsDeviceDoesNotKnowForThePatients() {
        desk.assign(of(ADA, 1));
        desk.receive(by(null));
        assertThat(desk.admitted).extracting(Observation::patientId).containsExactly(ADA);
    }

    @Test
    void shouldChangeNothingWhereNoUserIsStated() {
        desk.assign(of(ADA, null));
        desk.receive(by(7));
        assertThat(desk.admitted).extracting(Observation::patientId).containsExactly(ADA);
    }

    @Test
    void shouldMoveReadingsWhenUsersAreStatedAndBack() {
        desk.assign(of(ADA, null));
        desk.receive(by(2));
        desk.assign(of(ADA, 1), of(BOB, 2));
        desk.assign(of(ADA, 2), of(BOB, 1));
        assertThat(desk.admitted).extracting(Observation::patientId).containsExactly(ADA, ADA, BOB, BOB, ADA);
        assertThat(desk.admitted).extracting(Observation::revision).containsExactly(0, 1, 1, 2, 2);
        assertThat(desk.admitted.getLast().status()).isEqualTo(ObservationStatus.FINAL);
    }

    @Test
    void shouldReleaseWhatWaitedOnceTheUserIsStated() {
        desk.assign(of(ADA, 1));
        desk.receive(by(2));
        desk.assign(of(ADA, 1), of(BOB, 2));
        assertThat(desk.admitted).extracting(Observation::patientId).containsExactly(BOB);
        desk.assign(of(ADA, 1));
        assertThat(desk.admitted.getLast().status()).isEqualTo(ObservationStatus.ENTERED_IN_ERROR);
        assertThat(desk.fates()).containsExactly("pulse-rate parked");
    }

    @Test
    void shouldCallAnotherUserUnderTheSameIdAConflict() {
        desk.assign(of(ADA, null));
        desk.receive(by(1));
        desk.receive(by(2));
        assertThat(desk.admitted).hasSize(1);
        assertThat(desk.outcome().conflicts()).isOne();
    }

    private static Assignment of(PatientId patient, @Nullable Integer user) {
        return new Assignment(patient, LONG_AGO, null, user);
    }

    private static Reading by(@Nullable Integer user) {
        return new Reading(Desk.CUFF, new ReadingId("1"), NOON, null, List.of(Desk.pulse(70)), null, null, null, NOON,
                "gateway-1", Door.GATT, Set.of(), null, user);
    }
}
