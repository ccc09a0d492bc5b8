package dev.vigil.domain.score;

import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The seven parameters of NEWS2, each with the vitals that give it; the first one names it when it is missing. Oxygen
/// stands before saturation because scale 2 needs it.
enum News2Parameter {
    RESPIRATION(Vital.RESPIRATORY_RATE),
    OXYGEN(Vital.OXYGEN_FLOW, Vital.INSPIRED_OXYGEN),
    SATURATION(Vital.OXYGEN_SATURATION),
    SYSTOLIC(Vital.SYSTOLIC_BP),
    PULSE(Vital.HEART_RATE, Vital.PULSE_RATE),
    CONSCIOUSNESS(Vital.CONSCIOUSNESS),
    TEMPERATURE(Vital.BODY_TEMPERATURE);

    /// At one instant the value that says oxygen counts, then the vital that the parameter is named after.
    private static final Comparator<ScoreInput> NEWER = Comparator.comparing(ScoreInput::takenAt)
            .thenComparing(input -> OXYGEN.isGivenBy(input.vital()) && onOxygen(input))
            .thenComparing(ScoreInput::vital, Comparator.reverseOrder());

    private final List<Vital> sources;

    News2Parameter(Vital... sources) {
        this.sources = List.of(sources);
    }

    Vital vital() {
        return sources.getFirst();
    }

    List<Vital> sources() {
        return sources;
    }

    boolean isGivenBy(Vital vital) {
        return sources.contains(vital);
    }

    static Optional<News2Parameter> givenBy(Vital vital) {
        for (News2Parameter parameter : values()) {
            if (parameter.isGivenBy(vital)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    static ScoreInput newer(@Nullable ScoreInput one, ScoreInput other) {
        return one == null || NEWER.compare(other, one) > 0 ? other : one;
    }

    /// What is assumed of this parameter, null where nothing is or where what was measured last says otherwise.
    @Nullable
    ScoreInput assumed(Map<Vital, MeasuredValue> assumed, @Nullable ScoreInput last, Instant at) {
        for (Vital vital : sources) {
            MeasuredValue value = assumed.get(vital);
            if (value != null) {
                ScoreInput input = ScoreInput.assumed(vital, value, at);
                return last == null || agrees(last, input) ? input : null;
            }
        }
        return null;
    }

    private boolean agrees(ScoreInput last, ScoreInput assumed) {
        return this == OXYGEN ? onOxygen(last) == onOxygen(assumed) : last.value().equals(assumed.value());
    }

    static boolean onOxygen(ScoreInput input) {
        return input.vital() == Vital.OXYGEN_FLOW ? News2Points.flowIsOxygen(News2.numberOf(input))
                : News2Points.concentrationIsOxygen(News2.numberOf(input));
    }
}
