package dev.vigil.domain.admission;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Reading;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What admission knows of one device. Small: it is read at every reading.
///
/// @param parked how many of its readings wait
/// @param weighings the newest of a scale, oldest first; none of another device
public record DeviceState(List<Assignment> assignments, DeviceClock clock, int parked, List<Weighing> weighings) {

    public DeviceState {
        assignments = List.copyOf(assignments);
        weighings = List.copyOf(weighings);
    }

    /// One that has weighed nobody.
    public DeviceState(List<Assignment> assignments, DeviceClock clock, int parked) {
        this(assignments, clock, parked, List.of());
    }

    public static DeviceState unknown() {
        return new DeviceState(List.of(), DeviceClock.unknown(), 0);
    }

    /// Whose a reading is: the device was the patient's when it was taken, and it says of no other user that it
    /// measured them.
    Attribution attribute(Reading reading, Instant takenAt) {
        return attribute(assignments, takenAt, reading.user());
    }

    static Attribution attribute(List<Assignment> assignments, Instant takenAt, @Nullable Integer user) {
        Set<PatientId> patients = new LinkedHashSet<>(2);
        boolean covered = false;
        for (Assignment assignment : assignments) {
            if (assignment.covers(takenAt)) {
                covered = true;
                if (assignment.mayBe(user)) {
                    patients.add(assignment.patientId());
                }
            }
        }
        return switch (patients.size()) {
            case 0 -> covered && user != null ? new Attribution.ToAnotherUser(user) : new Attribution.Nobody();
            case 1 -> new Attribution.To(patients.iterator().next());
            default -> new Attribution.Several(patients.size());
        };
    }

    /// Whether something taken in `[from, to)` is another patient's by other assignments than it was.
    public boolean movesSomething(List<Assignment> others, Instant from, Instant to) {
        Stream<Instant> turns = Stream.of(assignments, others).flatMap(List::stream)
                .flatMap(each -> Stream.of(Optional.of(each.from()), Optional.ofNullable(each.to())))
                .flatMap(Optional::stream).filter(turn -> turn.isAfter(from) && turn.isBefore(to));
        Set<@Nullable Integer> users = new HashSet<>();
        users.add(null);
        Stream.of(assignments, others).flatMap(List::stream).forEach(each -> users.add(each.user()));
        return Stream.concat(Stream.of(from), turns)
                .anyMatch(time -> users.stream().anyMatch(user -> movesSomething(others, time, user)));
    }

    private boolean movesSomething(List<Assignment> others, Instant time, @Nullable Integer user) {
        return attribute(assignments, time, user) instanceof Attribution.To had
                && !attribute(others, time, user).equals(had);
    }

    DeviceState with(DeviceClock other) {
        return new DeviceState(assignments, other, parked, weighings);
    }

    DeviceState with(List<Assignment> others) {
        return new DeviceState(others, clock, parked, weighings);
    }

    DeviceState withParked(int more) {
        return new DeviceState(assignments, clock, Math.max(0, parked + more), weighings);
    }

    DeviceState weighing(List<Weighing> others) {
        return new DeviceState(assignments, clock, parked, others);
    }
}
