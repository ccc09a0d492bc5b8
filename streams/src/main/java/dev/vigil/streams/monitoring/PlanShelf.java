package dev.vigil.streams.monitoring;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Puts plans into the global store as they come; [PlanBook] judges them when they are asked for, because a restored
/// store never passes here.
final class PlanShelf implements Processor<String, byte[], Void, Void> {

    private @Nullable KeyValueStore<String, byte[]> plans;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        plans = context.getStateStore(MonitoringTopology.PLANS);
    }

    @Override
    @SuppressWarnings("NullAway") // plans is set before the first record
    public void process(Record<String, byte[]> record) {
        if (record.key() != null) {
            plans.put(record.key(), record.value());
        }
    }
}
