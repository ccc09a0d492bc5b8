package dev.vigil.domain.device;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A device belongs to a patient in `[from, to)`; an open end is null.
///
/// @param user the device's own number of the patient, where several use it; null for whomever it measures
public record Assignment(PatientId patientId, Instant from, @Nullable Instant to, @Nullable Integer user) {

    /// As Bluetooth has it: 255 is nobody that the device knows.
    private static final int LAST_USER = 254;

    public Assignment {
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("assignment must end after it begins");
        }
        if (user != null) {
            requireUser(user);
        }
    }

    /// Of whomever the device measures.
    public Assignment(PatientId patientId, Instant from, @Nullable Instant to) {
        this(patientId, from, to, null);
    }

    public static void requireUser(int user) {
        if (user < 0 || user > LAST_USER) {
            throw new IllegalArgumentException("user must be 0 to " + LAST_USER);
        }
    }

    /// Whether it may have been the patient, by what the device says of its users.
    public boolean mayBe(@Nullable Integer other) {
        return user == null || other == null || user.equals(other);
    }

    public boolean covers(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }

    public boolean overlaps(Assignment other) {
        return mayBe(other.user) && (other.to == null || from.isBefore(other.to))
                && (to == null || other.from.isBefore(to));
    }
}
