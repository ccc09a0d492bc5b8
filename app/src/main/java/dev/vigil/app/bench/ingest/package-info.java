/// How much of a bare HTTP handler's speed is left when it is ingest that answers.
@NullMarked
package dev.vigil.app.bench.ingest;

import org.jspecify.annotations.NullMarked;
