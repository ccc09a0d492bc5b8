package dev.vigil.domain.vital;

/// The bands in which the time of a vital is counted, by the first scaled value of each but the lowest.
///
/// A value is rounded to the whole number in which the bands are printed before it is put into one: a meter that shows
/// 10.0 mmol/L means 180 mg/dL, though the conversion alone gives 180.156.
public record TargetRange(long low, long inRange, long high, long veryHigh) {

    /// Time in range: target 70–180 mg/dL (3.9–10.0 mmol/L), very low below 54 (3.0), very high above 250 (13.9), both
    /// ends of the target included (Battelino 2019, international consensus, for adults who are not pregnant).
    static final TargetRange GLUCOSE = new TargetRange(53_50, 69_50, 180_50, 250_50);

    public enum Band {
        VERY_LOW, LOW, IN_RANGE, HIGH, VERY_HIGH
    }

    public Band bandOf(long scaled) {
        if (scaled < inRange) {
            return scaled < low ? Band.VERY_LOW : Band.LOW;
        }
        return scaled < high ? Band.IN_RANGE : scaled < veryHigh ? Band.HIGH : Band.VERY_HIGH;
    }
}
