package dev.vigil.ingest.check;

import dev.vigil.domain.reading.Reading;

/// What became of one reading at the door.
public sealed interface Checked {

    record Accepted(Reading reading) implements Checked {
    }

    record Rejected(Refusal refusal) implements Checked {
    }
}
