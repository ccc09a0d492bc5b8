package dev.vigil.domain.admission;

/// What is remembered of a reading that comes in.
public sealed interface Recollection {

    /// Never seen, as far as memory goes.
    record Unseen() implements Recollection {
    }

    /// The same id came in lately.
    record Lately(RememberedReading remembered) implements Recollection {
    }

    /// The same id with the same content came in longer ago than ids are kept one by one.
    record LongAgo() implements Recollection {
    }
}
