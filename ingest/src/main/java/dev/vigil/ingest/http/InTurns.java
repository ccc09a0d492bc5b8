package dev.vigil.ingest.http;

import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import java.util.function.Function;

/// Checks the readings of one body and lets other requests in between. A virtual thread keeps its core until it waits,
/// and thousands of readings keep it longer than many a whole request takes. For one body.
final class InTurns implements Function<Draft, Checked> {

    private static final int TURN = 16;

    private final Function<Draft, Checked> check;
    private int checked;

    InTurns(Function<Draft, Checked> check) {
        this.check = check;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // nothing is relied on: without it others wait longer
    public Checked apply(Draft draft) {
        checked++;
        if (checked % TURN == 0) {
            Thread.yield();
        }
        return check.apply(draft);
    }
}
