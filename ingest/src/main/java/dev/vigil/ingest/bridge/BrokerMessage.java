package dev.vigil.ingest.bridge;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the site's broker passes on.
///
/// @param promised whether somebody waits for its acknowledgement
/// @param retained whether it was published before anybody subscribed
/// @param properties that the sender added, none before version 5
/// @param acknowledge tells the broker to forget it
record BrokerMessage(String topic, byte[] payload, boolean promised, boolean retained, Map<String, String> properties,
        @Nullable ByteBuffer correlation, Runnable acknowledge) {
}
