package dev.vigil.wire.mapping;

import java.time.Instant;

/// A mapping template as the topic keeps it: in the words in which it was written, comments included.
public record StoredMapping(String mapping, String template, Instant changedAt) {
}
