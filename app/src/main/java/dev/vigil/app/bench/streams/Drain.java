package dev.vigil.app.bench.streams;

import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Waits until every consumer group of a variant has committed all of its input.
final class Drain implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /// The marker that ends a partition's last transaction is no record, and nobody commits past it.
    private static final int MARKERS = 1;

    private final Admin admin;
    private final int partitions;

    Drain(KafkaConnection kafka, int partitions) {
        this.admin = Admin.create(kafka.properties());
        this.partitions = partitions;
    }

    /// @throws IllegalStateException when it takes longer than that
    void await(Variant variant, Duration within) throws InterruptedException, ExecutionException {
        long giveUp = System.nanoTime() + within.toNanos();
        while (!isDone(variant)) {
            if (System.nanoTime() - giveUp > 0) {
                throw new IllegalStateException(variant.title() + " did not read its input within " + within);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private boolean isDone(Variant variant) throws InterruptedException, ExecutionException {
        for (Map.Entry<String, String> input : variant.inputs().entrySet()) {
            if (lag(input.getKey(), input.getValue()) > 0) {
                return false;
            }
        }
        return true;
    }

    private long lag(String group, String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = new HashMap<>(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
        long lag = 0;
        for (var end : admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get()
                .entrySet()) {
            OffsetAndMetadata read = committed.get(end.getKey());
            lag += Math.max(0, end.getValue().offset() - (read == null ? 0 : read.offset()) - MARKERS);
        }
        return lag;
    }

    @Override
    public void close() {
        admin.close();
    }
}
