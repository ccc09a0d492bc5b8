package dev.vigil.app.demo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param patients simulated; 0 for none
/// @param seed of the simulated patients
/// @param wardSpeed how much faster than the clock the simulated patients fare
/// @param recordings to replay beside them
/// @param mapping of the recordings, null where they need none
/// @param recordingSpeed times the recordings' own
public record DemoOptions(int patients, long seed, double wardSpeed, List<Path> recordings, @Nullable Path mapping,
        double recordingSpeed) {

    public DemoOptions {
        recordings = List.copyOf(recordings);
        if (patients < 0) {
            throw new IllegalArgumentException("patients must not be negative");
        }
    }
}
