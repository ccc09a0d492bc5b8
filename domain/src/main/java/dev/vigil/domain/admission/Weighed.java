package dev.vigil.domain.admission;

import dev.vigil.domain.admission.Judgement.Accepted;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A weight that a device gave for a patient and that nothing else speaks against.
record Weighed(Weighing weighing, PatientId patientId, BigDecimal kilograms) {

    private static final BigDecimal FAR = BigDecimal.valueOf(15);
    static final Duration LOOKS_BACK = Duration.ofDays(7);

    /// Empty where a reading was not admitted, or has no such weight.
    static Optional<Weighed> of(@Nullable RememberedReading remembered) {
        AdmittedReading admitted = remembered == null ? null : remembered.admitted();
        if (admitted == null || !isWeight(admitted)) {
            return Optional.empty();
        }
        Weighing weighing = new Weighing(admitted.timing().takenAt(), admitted.reading().id());
        return MeasurementJudge.judge(admitted.reading()).stream().filter(Accepted.class::isInstance)
                .map(judgement -> ((Accepted) judgement).measurement())
                .filter(each -> each.vital() == Vital.BODY_WEIGHT && !each.questionable())
                .map(each -> each.value() instanceof Quantity quantity ? quantity.value() : BigDecimal.ZERO)
                .findFirst().map(kilograms -> new Weighed(weighing, admitted.patientId(), kilograms));
    }

    /// Whether more than half of what the same device gave for the patient in the days before lies far from it. It
    /// follows from the set of weights, not from their order of arrival; a change that lasts becomes what is usual.
    boolean isDoubted(Collection<Weighed> all) {
        int before = 0;
        int far = 0;
        for (Weighed other : all) {
            if (other.patientId.equals(patientId) && isWithinDaysBefore(other.weighing)) {
                before++;
                far += kilograms.subtract(other.kilograms).abs().compareTo(FAR) > 0 ? 1 : 0;
            }
        }
        return 2 * far > before;
    }

    private boolean isWithinDaysBefore(Weighing other) {
        return other.takenAt().isBefore(weighing.takenAt())
                && !other.takenAt().isBefore(weighing.takenAt().minus(LOOKS_BACK));
    }

    private static boolean isWeight(AdmittedReading admitted) {
        return admitted.reading().measurements().stream()
                .anyMatch(raw -> raw.vital().equals(Vital.BODY_WEIGHT.key()));
    }
}
