package dev.vigil.ingest;

import dev.vigil.http.AccessToken;
import org.jspecify.annotations.Nullable;

/// What can be set of ingest. [#DEFAULTS] has every default.
///
/// @param host address to listen on; beyond loopback the application asks for a token
/// @param port 0 takes a free one
/// @param token what devices and gateways show, null where nobody needs to
/// @param mostBytes of one request, after unpacking
/// @param mostReadings of one request
/// @param readingsPerSecondPerDevice on average; twenty seconds' worth may come at once
/// @param inFlightBytes of bodies held at the same time; beyond it senders are asked to come back. A held body costs up
///        to six times its length while it is worked on
public record IngestConfig(String host, int port, @Nullable AccessToken token, int mostBytes, int mostReadings,
        int readingsPerSecondPerDevice, long inFlightBytes) {

    public static final IngestConfig DEFAULTS = new IngestConfig("127.0.0.1", 8081, null, 8 << 20, 10_000, 1_000,
            64L << 20);

    public IngestConfig {
        requirePositive("mostBytes", mostBytes);
        requirePositive("mostReadings", mostReadings);
        requirePositive("readingsPerSecondPerDevice", readingsPerSecondPerDevice);
        if (inFlightBytes < mostBytes) {
            throw new IllegalArgumentException("inFlightBytes must be at least mostBytes");
        }
    }

    public IngestConfig listeningOn(String newHost, int newPort, @Nullable AccessToken newToken) {
        return new IngestConfig(newHost, newPort, newToken, mostBytes, mostReadings, readingsPerSecondPerDevice,
                inFlightBytes);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
