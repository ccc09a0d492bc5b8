package dev.vigil.app.replay;

import dev.vigil.app.client.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to replay, where to, and how.
///
/// @param mapping null for NDJSON of readings and long CSV, which keep their own times unless `rebase` is set
/// @param enrolment null when patients and devices are there already
/// @param patience how long one batch is tried again before it counts as failed
public record ReplayOptions(List<Path> files, @Nullable Path mapping, Pace pace, boolean rebase, Server ingest,
        @Nullable Server enrolment, Duration patience) {

    public ReplayOptions {
        files = List.copyOf(files);
    }
}
