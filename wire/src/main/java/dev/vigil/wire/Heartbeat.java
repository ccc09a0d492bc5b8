package dev.vigil.wire;

import java.time.Instant;

/// A service says that it is there. All instances of a service speak under its name: whoever listens wants to know
/// whether there is any.
///
/// @param at on the service's own clock, for people; whoever listens goes by when a new one came
public record Heartbeat(String service, Instant at) {

    public static final String INGEST = "ingest";
}
