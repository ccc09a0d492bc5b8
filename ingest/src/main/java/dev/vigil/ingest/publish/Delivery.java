package dev.vigil.ingest.publish;

/// What became of the readings of one request.
public sealed interface Delivery {

    /// All in-sync replicas have all of them.
    record Stored() implements Delivery {
    }

    /// Some may be stored, some not; sending them again with the same identities is safe.
    ///
    /// @param reason for the operator; nothing of the readings
    record Unknown(String reason) implements Delivery {
    }
}
