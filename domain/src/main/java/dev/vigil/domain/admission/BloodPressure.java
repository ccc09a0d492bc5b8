package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.ValueRange;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The pressures of one cuff cycle beside each other. A systolic not above the diastolic makes both impossible; a mean
/// outside the two is impossible itself; a pulse pressure that hardly occurs makes both questionable.
final class BloodPressure {

    private static final ValueRange TRUSTED_PULSE_PRESSURE =
            new ValueRange(BigDecimal.valueOf(10), BigDecimal.valueOf(150));

    private BloodPressure() {
    }

    static List<Judgement> judgeTogether(List<Judgement> judgements) {
        Optional<BigDecimal> systolic = value(judgements, Vital.SYSTOLIC_BP);
        Optional<BigDecimal> diastolic = value(judgements, Vital.DIASTOLIC_BP);
        if (systolic.isEmpty() || diastolic.isEmpty()) {
            return judgements;
        }
        BigDecimal pulsePressure = systolic.get().subtract(diastolic.get());
        if (pulsePressure.signum() <= 0) {
            return replace(judgements, BloodPressure::isPair, accepted -> refused(accepted,
                    "systolic-bp is not above diastolic-bp; were the two exchanged?"));
        }
        ValueRange between = new ValueRange(diastolic.get(), systolic.get());
        List<Judgement> checked = replace(judgements, accepted -> isMeanOutside(accepted, between),
                accepted -> refused(accepted, "mean-arterial-pressure is not between diastolic-bp and systolic-bp"));
        return TRUSTED_PULSE_PRESSURE.contains(pulsePressure) ? checked
                : replace(checked, BloodPressure::isPair, BloodPressure::questionable);
    }

    private static Optional<BigDecimal> value(List<Judgement> judgements, Vital vital) {
        for (Judgement judgement : judgements) {
            if (judgement instanceof Judgement.Accepted accepted && accepted.measurement().vital() == vital) {
                return Optional.of(quantity(accepted.measurement()));
            }
        }
        return Optional.empty();
    }

    private static BigDecimal quantity(Measurement measurement) {
        return switch (measurement.value()) {
            case MeasuredValue.Quantity quantity -> quantity.value();
            case MeasuredValue.Level ignored -> throw new IllegalArgumentException("a pressure is a number");
        };
    }

    private static boolean isPair(Judgement.Accepted accepted) {
        Vital vital = accepted.measurement().vital();
        return vital == Vital.SYSTOLIC_BP || vital == Vital.DIASTOLIC_BP;
    }

    private static boolean isMeanOutside(Judgement.Accepted accepted, ValueRange between) {
        return accepted.measurement().vital() == Vital.MEAN_ARTERIAL_PRESSURE
                && !between.contains(quantity(accepted.measurement()));
    }

    private static List<Judgement> replace(List<Judgement> judgements, Predicate<Judgement.Accepted> which,
            Function<Judgement.Accepted, Judgement> by) {
        UnaryOperator<Judgement> each = judgement -> judgement instanceof Judgement.Accepted accepted
                && which.test(accepted) ? by.apply(accepted) : judgement;
        return judgements.stream().map(each).toList();
    }

    private static Judgement refused(Judgement.Accepted accepted, String detail) {
        return new Judgement.Refused(accepted.raw(), new Refusal(QuarantineReason.IMPLAUSIBLE, detail));
    }

    private static Judgement questionable(Judgement.Accepted accepted) {
        Measurement measurement = accepted.measurement();
        return measurement.questionable() ? accepted
                : new Judgement.Accepted(accepted.raw(), measurement.with(Doubt.VALUE));
    }
}
