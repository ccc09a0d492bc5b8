package dev.vigil.app.bench.ingest;

import dev.vigil.app.bench.Percentiles;
import java.time.Duration;

/// What a run of requests came to.
///
/// @param failed answers other than 202, and requests without an answer
record Load(long requests, long failed, Duration took, Percentiles latency) {

    double perSecond() {
        return requests * 1e9 / took.toNanos();
    }
}
