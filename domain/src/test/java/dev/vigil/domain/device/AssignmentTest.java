package dev.vigil.domain.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-22T11:00:00Z");

    @Test
    void shouldBeginWithItsFirstInstantAndEndBeforeItsLast() {
        Assignment assignment = assignment("p1", NINE, TEN);
        assertThat(assignment.covers(NINE)).isTrue();
        assertThat(assignment.covers(TEN.minusNanos(1))).isTrue();
        assertThat(assignment.covers(TEN)).isFalse();
        assertThat(assignment.covers(NINE.minusNanos(1))).isFalse();
    }

    @Test
    void shouldCallTouchingIntervalsNoOverlap() {
        assertThat(device(assignment("p1", NINE, TEN), assignment("p2", TEN, null)).hasOverlap()).isFalse();
        assertThat(device(assignment("p1", NINE, ELEVEN), assignment("p2", TEN, null)).hasOverlap()).isTrue();
        assertThat(device(assignment("p1", NINE, null), assignment("p2", TEN, null)).hasOverlap()).isTrue();
    }

    @Test
    void shouldLetTwoUsersShareADevice() {
        Assignment first = new Assignment(new PatientId("p1"), NINE, null, 1);
        assertThat(device(first, new Assignment(new PatientId("p2"), TEN, null, 2)).hasOverlap()).isFalse();
        assertThat(device(first, new Assignment(new PatientId("p2"), TEN, null, 1)).hasOverlap()).isTrue();
        assertThat(device(first, assignment("p2", TEN, null)).hasOverlap()).isTrue();
        assertThatThrownBy(() -> new Assignment(new PatientId("p2"), TEN, null, 255))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("user must be 0 to 254");
    }

    @Test
    void shouldRefuseAnEmptyInterval() {
        assertThatThrownBy(() -> assignment("p1", TEN, TEN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Assignment assignment(String patient, Instant from, @Nullable Instant to) {
        return new Assignment(new PatientId(patient), from, to);
    }

    private static Device device(Assignment... assignments) {
        return new Device(new DeviceId("d"), null, null, null, List.of(assignments));
    }
}
