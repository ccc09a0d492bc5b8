package dev.vigil.fhir.lane;

import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs ahead of a lane that is held up, and delivers the critical readings that stand behind the others: after an
/// outage they arrive first. It commits nothing and gives nothing up; the lane comes by every record in its order, and
/// sends again what is not known to be there.
///
/// A first version alone may overtake: before a correction goes what it corrects.
final class CriticalFirst implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CriticalFirst.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration HELD_UP = Duration.ofSeconds(1);
    private static final int AT_ONCE = 200;

    private final ExportedTopic topic;
    private final LaneServices services;
    private final Turns turns;
    private final Thread thread;
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private volatile boolean closing;
    private volatile long busySince;
    private volatile String topicId = "";

    private CriticalFirst(ExportedTopic topic, LaneServices services, Turns turns) {
        this.topic = topic;
        this.services = services;
        this.turns = turns;
        this.thread = Thread.ofPlatform().name("fhir-critical-first").daemon().unstarted(this::run);
    }

    static CriticalFirst start(ExportedTopic topic, LaneServices services, Turns turns) {
        CriticalFirst first = new CriticalFirst(topic, services, turns);
        if (topic == ExportedTopic.OBSERVATIONS && services.sink().letsCriticalPass()) {
            services.metrics().watchAhead(turns);
            first.thread.start();
        }
        return first;
    }

    /// The lane has begun to deliver.
    void busy(String idOfTopic) {
        topicId = idOfTopic;
        busySince = System.nanoTime() | 1; // never the 0 of an idle lane
    }

    void idle() {
        busySince = 0;
    }

    /// Partitions move: what is under way is broken off.
    void letGo() {
        thread.interrupt();
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.interrupt();
        thread.join();
    }

    private void run() {
        while (!closing) {
            try (var consumer = new KafkaConsumer<>(services.kafka().consumerProperties(),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (RuntimeException e) { // Kafka away, or a fault of ours: the lane itself brings everything
                LOG.warn("Critical readings cannot go first, trying again: {}", e.getClass().getSimpleName());
                LockSupport.parkNanos(HELD_UP.toNanos());
            }
        }
    }

    /// Until it is interrupted.
    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            while (!closing) {
                if (isHeldUp()) {
                    lookAhead(consumer);
                } else {
                    Thread.sleep(POLL);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("Leaves what is on its way to the lane");
            Thread.interrupted(); // or the consumer would not close
        }
    }

    private boolean isHeldUp() {
        long since = busySince;
        return since != 0 && System.nanoTime() - since > HELD_UP.toNanos();
    }

    private void lookAhead(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        position(consumer);
        List<Export> critical = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Source source = new Source(record.topic(), topicId, record.partition(), record.offset());
            services.translator().critical(source, record.value(), services.clock().instant())
                    .ifPresent(critical::add);
            if (critical.size() == AT_ONCE) {
                deliver(critical);
                critical.clear();
            }
        }
        deliver(critical);
        for (TopicPartition partition : consumer.assignment()) {
            read.put(partition, consumer.position(partition));
        }
    }

    /// Where it was, or where the lane is by now.
    private void position(KafkaConsumer<byte[], byte[]> consumer) {
        Map<Integer, Long> next = turns.next();
        read.keySet().removeIf(partition -> !next.containsKey(partition.partition()));
        next.forEach((partition, offset) -> read.merge(new TopicPartition(topic.topic().name(), partition), offset,
                Math::max));
        consumer.assign(read.keySet());
        read.forEach((partition, offset) -> {
            if (consumer.position(partition) != offset) {
                consumer.seek(partition, offset);
            }
        });
    }

    private void deliver(List<Export> critical) throws InterruptedException {
        List<Export> going = turns.goAhead(critical);
        if (going.isEmpty()) {
            return;
        }
        Set<Source> there = new HashSet<>();
        try {
            Delivered delivered = services.sink().deliver(new Parcel(going, true, true));
            going.forEach(export -> there.add(export.source()));
            there.removeAll(delivered.strangers());
            delivered.refused().forEach(refusal -> there.remove(refusal.export().source()));
        } finally {
            turns.arrive(there);
        }
    }
}
