package dev.vigil.ingest.reception;

import java.time.Duration;

/// How much the door takes.
///
/// @param mostBytes of one request, after unpacking
/// @param mostReadings of one request
/// @param readingsPerSecondPerDevice on average; twenty seconds' worth may come at once
/// @param readingsPerSecondPerCredential the same of all that one credential pushes
/// @param inFlightBytes of bodies held at the same time; beyond it senders are asked to come back. A held body costs up
///        to six times its length while it is worked on
/// @param bodyPatience for a body to arrive whole; after it the connection is cut
public record Limits(int mostBytes, int mostReadings, int readingsPerSecondPerDevice,
        int readingsPerSecondPerCredential, long inFlightBytes, Duration bodyPatience) {

    public static final Limits DEFAULTS = new Limits(8 << 20, 10_000, 1_000, 50_000, 32L << 20,
            Duration.ofMinutes(1));

    public Limits {
        requirePositive("mostBytes", mostBytes);
        requirePositive("mostReadings", mostReadings);
        requirePositive("readingsPerSecondPerDevice", readingsPerSecondPerDevice);
        requirePositive("readingsPerSecondPerCredential", readingsPerSecondPerCredential);
        if (inFlightBytes < mostBytes) {
            throw new IllegalArgumentException("inFlightBytes must be at least mostBytes");
        }
        if (!bodyPatience.isPositive()) {
            throw new IllegalArgumentException("bodyPatience must be longer than nothing");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
