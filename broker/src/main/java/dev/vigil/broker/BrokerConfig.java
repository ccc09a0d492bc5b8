package dev.vigil.broker;

import java.nio.file.Path;

/// The one-machine broker.
///
/// @param directory holds log segments and metadata; kept over restarts
/// @param port on loopback; 0 takes a free one
/// @param durability when an append is safe
public record BrokerConfig(Path directory, int port, Durability durability) {

    public static BrokerConfig at(Path directory) {
        return new BrokerConfig(directory, 0, Durability.EVERY_APPEND);
    }

    /// A single node has no replica to rely on.
    public enum Durability {
        /// Every append is flushed to the disk before it is acknowledged: a power cut loses nothing.
        EVERY_APPEND,
        /// The operating system flushes when it sees fit: survives a killed process, not a power cut. Twice the rate.
        OS
    }
}
