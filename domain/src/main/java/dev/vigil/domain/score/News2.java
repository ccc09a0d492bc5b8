package dev.vigil.domain.score;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// NEWS2 (Royal College of Physicians), with what it does not know.
///
/// A parameter without a fresh value is missing, never zero: the result says between which totals the full score must
/// lie. Pulse is the newer of `heart-rate` and `pulse-rate` (heart rate when both are of one instant). Air or oxygen is
/// the newer of `oxygen-flow` and `inspired-oxygen` (the one that says oxygen when both are of one instant).
public final class News2 {

    private static final int MOST_PER_PARAMETER = 3;
    private static final List<Vital> INPUTS = Arrays.stream(News2Parameter.values())
            .flatMap(parameter -> parameter.sources().stream()).toList();

    private News2() {
    }

    /// Of what was measured alone.
    public static News2Result assess(News2Subject subject, Collection<ScoreInput> inputs,
            Function<Vital, Duration> freshness, Instant at) {
        return assess(subject, inputs, Map.of(), freshness, at);
    }

    /// @param inputs the newest trusted value of each vital at hand
    /// @param assumed what is taken for granted of a parameter without a fresh value, unless what is at hand of it, old
    ///     as it is, says otherwise
    /// @param freshness how long a value of a vital counts
    /// @param at the time the score speaks of
    public static News2Result assess(News2Subject subject, Collection<ScoreInput> inputs,
            Map<Vital, MeasuredValue> assumed, Function<Vital, Duration> freshness, Instant at) {
        Optional<ScoreRefusal> refusal = subject.refusalAt(at);
        if (refusal.isPresent()) {
            return new News2Result.Refused(refusal.get());
        }
        return new Assessment(subject.oxygenScale(), assumed, at).of(inputs, freshness);
    }

    /// One assessment under way: parts are gathered parameter by parameter.
    private static final class Assessment {

        private final int scale;
        private final Map<Vital, MeasuredValue> assumed;
        private final Instant at;
        private final List<ScorePart> parts = new ArrayList<>();
        private final List<Vital> missing = new ArrayList<>();
        private final List<Vital> stale = new ArrayList<>();
        private int floor;
        private int ceiling;

        Assessment(int scale, Map<Vital, MeasuredValue> assumed, Instant at) {
            this.scale = scale;
            this.assumed = assumed;
            this.at = at;
        }

        News2Result.Scored of(Collection<ScoreInput> inputs, Function<Vital, Duration> freshness) {
            for (News2Parameter parameter : News2Parameter.values()) {
                weigh(parameter, Optional.ofNullable(known(parameter, inputs, freshness)));
            }
            int total = 0;
            for (ScorePart part : parts) {
                total += part.points();
            }
            return new News2Result.Scored(at, scale, parts, missing, stale, total, floor, ceiling);
        }

        /// The newest of a parameter's inputs that still counts, else what is assumed of it.
        private @Nullable ScoreInput known(News2Parameter parameter, Collection<ScoreInput> inputs,
                Function<Vital, Duration> freshness) {
            ScoreInput newest = null;
            ScoreInput last = null;
            for (ScoreInput input : inputs) {
                if (parameter.isGivenBy(input.vital())) {
                    last = News2Parameter.newer(last, input);
                    boolean counts = !input.takenAt().plus(freshness.apply(input.vital())).isBefore(at);
                    newest = counts ? News2Parameter.newer(newest, input) : newest;
                }
            }
            ScoreInput counting = newest == null ? parameter.assumed(assumed, last, at) : newest;
            if (counting == null) {
                missing.add(parameter.vital());
                if (last != null) {
                    stale.add(parameter.vital());
                }
            }
            return counting;
        }

        private void weigh(News2Parameter parameter, Optional<ScoreInput> input) {
            switch (parameter) {
                case RESPIRATION -> number(input, News2Points::respiratoryRate);
                case OXYGEN -> part(input, value -> News2Points.oxygen(News2Parameter.onOxygen(value)), 2);
                case SATURATION -> saturation(input);
                case SYSTOLIC -> number(input, News2Points::systolic);
                case PULSE -> number(input, News2Points::pulse);
                case CONSCIOUSNESS -> part(input, value -> News2Points.consciousness(levelOf(value)),
                        MOST_PER_PARAMETER);
                case TEMPERATURE -> number(input, News2Points::temperature);
            }
        }

        private void number(Optional<ScoreInput> input, ToIntFunction<BigDecimal> points) {
            part(input, value -> points.applyAsInt(numberOf(value)), MOST_PER_PARAMETER);
        }

        private void part(Optional<ScoreInput> input, ToIntFunction<ScoreInput> points, int most) {
            input.ifPresentOrElse(value -> {
                int weight = points.applyAsInt(value);
                add(value, weight, weight);
            }, () -> ceiling += most);
        }

        /// Oxygen is weighed first: on scale 2 a saturation of 93 % or more has points on oxygen only, so while that is
        /// unknown the part proves nothing yet and the ceiling carries what it may turn out to be.
        private void saturation(Optional<ScoreInput> input) {
            if (scale == 1) {
                number(input, News2Points::saturationScale1);
                return;
            }
            Optional<Boolean> onOxygen = parts.stream()
                    .filter(part -> News2Parameter.OXYGEN.isGivenBy(part.vital())).findFirst()
                    .map(part -> part.points() > 0);
            input.ifPresentOrElse(value -> add(value,
                    News2Points.saturationScale2(numberOf(value), onOxygen.orElse(false)),
                    News2Points.saturationScale2(numberOf(value), onOxygen.orElse(true))),
                    () -> ceiling += MOST_PER_PARAMETER);
        }

        private void add(ScoreInput input, int least, int most) {
            parts.add(new ScorePart(input.vital(), input.value(), least, input.takenAt(), input.observationId(),
                    input.isAssumed()));
            floor += least;
            ceiling += most;
        }
    }

    /// The vital that names the parameter a vital gives, empty for one that NEWS2 does not score.
    public static Optional<Vital> parameterOf(Vital vital) {
        return News2Parameter.givenBy(vital).map(News2Parameter::vital);
    }

    /// Every vital that gives a parameter, parameter by parameter: an order of NEWS2's own, so that what is kept by it
    /// holds when the catalogue grows.
    public static List<Vital> inputs() {
        return INPUTS;
    }

    static BigDecimal numberOf(ScoreInput input) {
        return switch (input.value()) {
            case Quantity quantity -> quantity.value();
            case Level level -> throw new IllegalArgumentException(input.vital() + " must be a number");
        };
    }

    private static Consciousness levelOf(ScoreInput input) {
        return switch (input.value()) {
            case Level level -> level.level();
            case Quantity quantity -> throw new IllegalArgumentException(input.vital() + " must be a level");
        };
    }
}
