/// Replays recordings through the real HTTP ingest: readings as NDJSON, long CSV, and any other columns by a small
/// mapping file. Every row is accounted for.
@NullMarked
package dev.vigil.app.replay;

import org.jspecify.annotations.NullMarked;
