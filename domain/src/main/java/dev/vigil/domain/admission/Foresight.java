package dev.vigil.domain.admission;

import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Vital;
import java.util.List;
import java.util.Optional;

/// What admission will say of a reading as far as the reading alone shows it, for a door that wants to tell the patient
/// while the device is still on the arm. Nothing is decided by it.
public final class Foresight {

    private Foresight() {
    }

    /// The vitals whose measurements will be set aside as implausible.
    public static List<Vital> implausible(Reading reading) {
        return MeasurementJudge.judge(reading).stream()
                .filter(judgement -> judgement instanceof Judgement.Refused refused
                        && refused.refusal().reason() == QuarantineReason.IMPLAUSIBLE)
                .map(refused -> Vital.ofKey(refused.raw().vital())).flatMap(Optional::stream).toList();
    }
}
