package dev.vigil.streams;

import dev.vigil.domain.admission.Admission;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// @param stateDirectory of this instance alone, kept over restarts
/// @param threads of each of the two applications
/// @param parkedAtMost how long a reading waits for its device to be assigned before it is quarantined
/// @param address where other instances reach the query API of this one, null where it has none
public record StreamsConfig(Path stateDirectory, int threads, Duration parkedAtMost,
        @Nullable InetSocketAddress address) {

    /// A home kit is handed out first and entered into the system later the same day.
    public static final Duration PARKED_AT_MOST = Duration.ofHours(24);

    /// A reading that waits must still be known one by one when its wait ends.
    public static final Duration LONGEST_WAIT = Admission.EXACT_MEMORY.minusHours(1);

    public StreamsConfig {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1");
        }
        if (parkedAtMost.isNegative() || parkedAtMost.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("parkedAtMost must be PT0S to " + LONGEST_WAIT);
        }
    }

    public static StreamsConfig at(Path stateDirectory, int threads) {
        return new StreamsConfig(stateDirectory, threads, PARKED_AT_MOST, null);
    }
}
