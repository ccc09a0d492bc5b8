package dev.vigil.domain.admission;

import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Converts and judges the measurements of one reading, each by itself and then beside its neighbours. Nothing is
/// guessed: a wrong unit is refused with what was probably meant.
final class MeasurementJudge {

    private MeasurementJudge() {
    }

    static List<Judgement> judge(Reading reading) {
        Set<Vital> seen = EnumSet.noneOf(Vital.class);
        Doubt doubt = doubtOf(reading);
        List<Judgement> judgements = new ArrayList<>(reading.measurements().size());
        for (RawMeasurement raw : reading.measurements()) {
            Judgement judgement = judge(raw, seen);
            judgements.add(doubt == null ? judgement : doubted(judgement, doubt));
        }
        return BloodPressure.judgeTogether(judgements);
    }

    private static @Nullable Doubt doubtOf(Reading reading) {
        return reading.status().contains(MeasurementStatus.QUESTIONABLE) ? Doubt.DEVICE
                : reading.status().contains(MeasurementStatus.EARLY) ? Doubt.EARLY : null;
    }

    private static Judgement doubted(Judgement judgement, Doubt doubt) {
        return switch (judgement) {
            case Judgement.Accepted(RawMeasurement raw, Measurement measurement) -> new Judgement.Accepted(raw,
                    measurement.with(doubt));
            case Judgement.Refused refused -> refused;
        };
    }

    private static Judgement judge(RawMeasurement raw, Set<Vital> seen) {
        Optional<Vital> known = Vital.ofKey(raw.vital());
        if (known.isEmpty()) {
            return refused(raw, QuarantineReason.UNKNOWN_VITAL, Hints.unknownVital(raw.vital()));
        }
        Vital vital = known.get();
        if (!seen.add(vital)) {
            return refused(raw, QuarantineReason.CONFLICT,
                    vital + " appears more than once in this reading; the first one stands");
        }
        return vital.coded() ? judgeCoded(raw, vital) : judgeNumber(raw, vital);
    }

    private static Judgement judgeCoded(RawMeasurement raw, Vital vital) {
        if (!(raw.value() instanceof RawValue.Text text)) {
            return refused(raw, QuarantineReason.MALFORMED, vital + " must be one of the letters A, C, V, P, U");
        }
        if (raw.unit() != null) {
            return refused(raw, QuarantineReason.UNKNOWN_UNIT, vital + " has no unit");
        }
        return Consciousness.ofCode(text.value())
                .<Judgement>map(level -> accepted(raw, vital, new MeasuredValue.Level(level), false))
                .orElseGet(() -> refused(raw, QuarantineReason.IMPLAUSIBLE, Hints.unknownLevel(text.value())));
    }

    private static Judgement judgeNumber(RawMeasurement raw, Vital vital) {
        if (!(raw.value() instanceof RawValue.Decimal decimal)) {
            return refused(raw, QuarantineReason.MALFORMED, vital + " must be a number");
        }
        Optional<UnitConversion> conversion = vital.conversionFrom(raw.unit());
        if (conversion.isEmpty()) {
            return refused(raw, QuarantineReason.UNKNOWN_UNIT, Hints.unknownUnit(vital, raw.unit()));
        }
        BigDecimal canonical = vital.canonical(decimal.value(), conversion.get());
        if (vital.scale() == 0 && decimal.value().stripTrailingZeros().scale() > 0) {
            return refused(raw, QuarantineReason.IMPLAUSIBLE, vital + " must be a whole number");
        }
        if (!vital.plausible().contains(canonical)) {
            return refused(raw, QuarantineReason.IMPLAUSIBLE,
                    Hints.implausible(vital, decimal.value(), conversion.get(), canonical));
        }
        return accepted(raw, vital, new MeasuredValue.Quantity(canonical), !vital.trusted().contains(canonical));
    }

    private static Judgement accepted(RawMeasurement raw, Vital vital, MeasuredValue value, boolean questionable) {
        return new Judgement.Accepted(raw, new Measurement(vital, value,
                new Measurement.Original(raw.value(), raw.unit()), questionable));
    }

    private static Judgement refused(RawMeasurement raw, QuarantineReason reason, String detail) {
        return new Judgement.Refused(raw, new Refusal(reason, detail));
    }
}
