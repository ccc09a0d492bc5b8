package dev.vigil.app.reconcile;

/// Where a record of a topic lies.
public record Place(int partition, long offset) {
}
