package dev.vigil.streams.monitoring;

import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Puts plans into the global store as they come, and counts bytes that are none. [PlanBook] judges them again when
/// they are asked for: a store may be restored without passing here.
final class PlanShelf implements Processor<String, byte[], Void, Void> {

    private final MonitoringMetrics metrics;
    private @Nullable KeyValueStore<String, byte[]> plans;

    PlanShelf(MonitoringMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        plans = context.getStateStore(MonitoringTopology.PLANS);
    }

    @Override
    @SuppressWarnings("NullAway") // plans is set before the first record
    public void process(Record<String, byte[]> record) {
        if (record.key() != null) {
            count(record.value());
            plans.put(record.key(), record.value());
        }
    }

    private void count(byte @Nullable [] value) {
        try {
            if (value != null) {
                Topics.PLANS.value().decode(value);
            }
        } catch (MalformedRecord e) {
            metrics.malformed(Topics.PLANS.name());
        }
    }
}
