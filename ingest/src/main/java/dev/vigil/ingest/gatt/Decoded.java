package dev.vigil.ingest.gatt;

import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Scalar;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a characteristic says, filled in field by field while its bytes are read by one thread.
final class Decoded {

    private final List<Draft.OfMeasurement> measurements = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<MeasurementStatus> status = EnumSet.noneOf(MeasurementStatus.class);
    private @Nullable LocalDateTime takenAt;
    private @Nullable String sequence;
    private @Nullable Integer user;

    /// Keeps a number; of a special word only why there is none.
    void measured(Vital vital, DeviceNumber number, String unit) {
        switch (number) {
            case DeviceNumber.Exact(BigDecimal value) -> measurements.add(new Draft.OfMeasurement(
                    new Scalar.Text(vital.key()), new Scalar.Number(value), new Scalar.Text(unit)));
            case DeviceNumber.Special(String meaning) -> absent.add(vital + ": " + meaning);
        }
    }

    void taken(@Nullable LocalDateTime at) {
        takenAt = at;
    }

    /// The device's own number of this reading.
    void numbered(String number) {
        sequence = number;
    }

    /// Whatever value stands there is none: the device did not measure.
    void fault(boolean holds, String what) {
        if (holds) {
            faults.add(what);
        }
    }

    void doubt(boolean holds) {
        if (holds) {
            status.add(MeasurementStatus.QUESTIONABLE);
        }
    }

    void early(boolean holds) {
        if (holds) {
            status.add(MeasurementStatus.EARLY);
        }
    }

    /// The device's own number of whoever it measured.
    void user(int number) {
        user = number;
    }

    @Nullable
    Integer user() {
        return user;
    }

    void test(boolean holds) {
        if (holds) {
            status.add(MeasurementStatus.TEST);
        }
    }

    List<Draft.OfMeasurement> measurements() {
        return Collections.unmodifiableList(measurements);
    }

    Set<MeasurementStatus> status() {
        return Collections.unmodifiableSet(status);
    }

    @Nullable
    LocalDateTime takenAt() {
        return takenAt;
    }

    @Nullable
    String sequence() {
        return sequence;
    }

    /// Why there is nothing to admit, null where there is something.
    @Nullable
    String technicalCause() {
        if (!faults.isEmpty()) {
            return String.join(", ", faults);
        }
        return measurements.isEmpty() ? String.join(", ", absent) : null;
    }
}
