package dev.vigil.bench.flink;

/// What a window holds of both vitals.
public final class Tally {

    public String device = "";
    public long count;
    public double saturation;
    public double leastSaturation = Double.MAX_VALUE;
    public double mostSaturation;
    public double pulse;
    public double leastPulse = Double.MAX_VALUE;
    public double mostPulse;
}
