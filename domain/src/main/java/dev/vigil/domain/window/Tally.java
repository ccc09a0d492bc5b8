package dev.vigil.domain.window;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What any number of panes hold together, exactly. Merging is associative and commutative.
///
/// @param times sum of the times in milliseconds of the epoch
/// @param ranges null for a vital without a target range, and where a pane does not know them
public record Tally(long count, BigInteger sum, BigInteger squares, BigInteger times, BigInteger squaredTimes,
        BigInteger timesValues, long min, long max, Point first, Point last,
        @Nullable RangeCounts ranges) {

    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);

    /// Digits that a derived statistic has beyond the vital's scale.
    private static final int FINER = 4;

    private static final int PERCENT_DIGITS = 4;

    public Tally plus(Tally other) {
        return new Tally(count + other.count, sum.add(other.sum), squares.add(other.squares), times.add(other.times),
                squaredTimes.add(other.squaredTimes), timesValues.add(other.timesValues), Math.min(min, other.min),
                Math.max(max, other.max), first.earlier(other.first), last.later(other.last),
                RangeCounts.sum(ranges, other.ranges));
    }

    /// @param scale of the vital's value of record
    public BigDecimal mean(int scale) {
        return mean(sum, count, scale);
    }

    static BigDecimal mean(BigInteger sum, long count, int scale) {
        return new BigDecimal(sum).divide(BigDecimal.valueOf(count, -scale), scale + FINER, RoundingMode.HALF_UP);
    }

    /// Of the population: the square root of (n Σv² - (Σv)²) ÷ n².
    public BigDecimal stdDev(int scale) {
        BigInteger n = BigInteger.valueOf(count);
        BigInteger spread = n.multiply(squares).subtract(sum.multiply(sum));
        int digits = 2 * (scale + FINER + 2);
        BigDecimal variance = new BigDecimal(spread).movePointLeft(2 * scale)
                .divide(new BigDecimal(n.multiply(n)), digits, RoundingMode.HALF_UP);
        MathContext enough = new MathContext(Math.max(1, variance.precision()) + digits, RoundingMode.HALF_UP);
        return variance.sqrt(enough).setScale(scale + FINER, RoundingMode.HALF_UP);
    }

    /// Standard deviation over mean, in percent: 100 √(n Σv² - (Σv)²) ÷ Σv, in which the scale cancels out. Empty where
    /// the mean is zero. It says nothing of a vital whose zero is not none of it, such as a temperature in °C.
    public Optional<BigDecimal> coefficientOfVariation() {
        if (sum.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal spread = new BigDecimal(BigInteger.valueOf(count).multiply(squares).subtract(sum.multiply(sum)));
        MathContext enough = new MathContext(spread.precision() + 2 * PERCENT_DIGITS, RoundingMode.HALF_UP);
        return Optional.of(spread.sqrt(enough).movePointRight(2).divide(new BigDecimal(sum), PERCENT_DIGITS,
                RoundingMode.HALF_UP));
    }

    /// Whether a value lies so many standard deviations from the mean or farther: (n·v - Σv)² ≥ d²·(n·Σv² - (Σv)²),
    /// without a root and so without rounding. Where all values are the same, nothing does.
    public boolean isFarFromMean(BigDecimal value, BigDecimal deviations, int scale) {
        BigInteger n = BigInteger.valueOf(count);
        BigInteger spread = n.multiply(squares).subtract(sum.multiply(sum));
        BigInteger scaled = value.setScale(scale).unscaledValue();
        BigInteger distance = n.multiply(scaled).subtract(sum);
        return spread.signum() > 0 && new BigDecimal(distance.multiply(distance))
                .compareTo(deviations.multiply(deviations).multiply(new BigDecimal(spread))) >= 0;
    }

    /// Least squares over time; empty where all points are of one instant.
    Optional<BigDecimal> slopePerHour(int scale) {
        BigInteger n = BigInteger.valueOf(count);
        BigInteger spread = n.multiply(squaredTimes).subtract(times.multiply(times));
        if (spread.signum() == 0) {
            return Optional.empty();
        }
        BigInteger together = n.multiply(timesValues).subtract(times.multiply(sum));
        return Optional.of(new BigDecimal(together.multiply(MILLIS_PER_HOUR), scale)
                .divide(new BigDecimal(spread), scale + FINER, RoundingMode.HALF_UP));
    }

    /// The closed window `[from, from + length)` that this tally is of.
    public Summary summary(PatientId patient, Vital vital, WindowLength window, Instant from, int revision) {
        int scale = vital.scale();
        return new Summary(patient, vital, window, from, from.plus(window.length()), count, mean(scale),
                BigDecimal.valueOf(min, scale), BigDecimal.valueOf(max, scale), stdDev(scale),
                BigDecimal.valueOf(first.scaled(), scale), BigDecimal.valueOf(last.scaled(), scale),
                slopePerHour(scale).orElse(null), coefficientOfVariation().orElse(null), ranges, List.of(), true,
                revision);
    }
}
