package dev.vigil.app.reconcile;

/// Where a record of some topic lies.
public record Place(int partition, long offset) {
}
