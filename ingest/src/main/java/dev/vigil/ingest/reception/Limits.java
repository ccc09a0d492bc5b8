package dev.vigil.ingest.reception;

/// How much the door takes.
///
/// @param mostBytes of one request, after unpacking
/// @param mostReadings of one request
/// @param readingsPerSecondPerDevice on average; twenty seconds' worth may come at once
/// @param inFlightBytes of bodies held at the same time; beyond it senders are asked to come back. A held body costs up
///        to six times its length while it is worked on
public record Limits(int mostBytes, int mostReadings, int readingsPerSecondPerDevice, long inFlightBytes) {

    public static final Limits DEFAULTS = new Limits(8 << 20, 10_000, 1_000, 32L << 20);

    public Limits {
        requirePositive("mostBytes", mostBytes);
        requirePositive("mostReadings", mostReadings);
        requirePositive("readingsPerSecondPerDevice", readingsPerSecondPerDevice);
        if (inFlightBytes < mostBytes) {
            throw new IllegalArgumentException("inFlightBytes must be at least mostBytes");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
