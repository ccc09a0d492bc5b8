package dev.vigil.bench.flink;

import org.apache.flink.api.common.functions.AggregateFunction;

/// Count, sum, least and most of each vital.
public final class Folding implements AggregateFunction<Taken, Tally, Tally> {

    private static final long serialVersionUID = 1L;

    @Override
    public Tally createAccumulator() {
        return new Tally();
    }

    @Override
    public Tally add(Taken taken, Tally tally) {
        tally.device = taken.device;
        tally.count++;
        tally.saturation += taken.saturation;
        tally.leastSaturation = Math.min(tally.leastSaturation, taken.saturation);
        tally.mostSaturation = Math.max(tally.mostSaturation, taken.saturation);
        tally.pulse += taken.pulse;
        tally.leastPulse = Math.min(tally.leastPulse, taken.pulse);
        tally.mostPulse = Math.max(tally.mostPulse, taken.pulse);
        return tally;
    }

    @Override
    public Tally getResult(Tally tally) {
        return tally;
    }

    @Override
    public Tally merge(Tally one, Tally other) {
        one.count += other.count;
        one.saturation += other.saturation;
        one.leastSaturation = Math.min(one.leastSaturation, other.leastSaturation);
        one.mostSaturation = Math.max(one.mostSaturation, other.mostSaturation);
        one.pulse += other.pulse;
        one.leastPulse = Math.min(one.leastPulse, other.leastPulse);
        one.mostPulse = Math.max(one.mostPulse, other.mostPulse);
        return one;
    }
}
