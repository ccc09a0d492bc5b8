package dev.vigil.streams.monitoring;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Puts heartbeats into the global store as they come. [Listening] asks only whether one is another than before, so
/// what they say is not read.
final class PulseTaker implements Processor<String, byte[], Void, Void> {

    private @Nullable KeyValueStore<String, byte[]> heartbeats;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        heartbeats = context.getStateStore(MonitoringTopology.HEARTBEATS);
    }

    @Override
    @SuppressWarnings("NullAway") // heartbeats is set before the first record
    public void process(Record<String, byte[]> record) {
        if (record.key() != null) {
            heartbeats.put(record.key(), record.value());
        }
    }
}
