package dev.vigil.fhir.lane;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One topic's way to the sink, in order, on a thread of its own.
///
/// What a poll brought is delivered as a whole before its offset moves, so everything below a committed offset is in
/// the sink or on the failed topic. While the sink is busy or away the consumer is paused, but stays in its group.
/// After a fault the lane begins again at the committed offset; what is resent is a no-op.
final class Lane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final long HEARTBEAT_MILLIS = 200;

    private final ExportedTopic topic;
    private final LaneServices services;
    private final Turns turns = new Turns();
    private final CriticalFirst critical;
    private final RecordDelivery work;
    private final ExecutorService delivery = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable LaneConsumer consumer;

    private Lane(ExportedTopic topic, LaneServices services) {
        this.topic = topic;
        this.services = services;
        this.work = new RecordDelivery(topic, services, turns);
        this.critical = CriticalFirst.start(topic, services, turns);
        this.thread = Thread.ofPlatform().name("fhir-" + topic.name().toLowerCase(Locale.ROOT)).daemon()
                .unstarted(this::run);
    }

    static Lane start(ExportedTopic topic, LaneServices services) {
        Lane lane = new Lane(topic, services);
        services.metrics().watchLag(topic, lane, Lane::lag);
        lane.thread.start();
        return lane;
    }

    /// Why it does not deliver, for `/health/ready`.
    Optional<String> problem() {
        LaneConsumer present = consumer;
        if (present == null) {
            return Optional.of(services.referenced().isLoaded() ? "Kafka or " + topic.topic() + " is not reachable"
                    : "patients and devices are not read yet");
        }
        return present.isConnected() ? Optional.empty() : Optional.of("Kafka is not reachable");
    }

    /// Asks it to stop; [#close] waits until it has.
    void stop() {
        closing = true;
        LaneConsumer present = consumer;
        if (present != null) {
            present.wakeup();
        }
        delivery.shutdownNow();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        thread.join();
        critical.close();
    }

    private double lag() {
        LaneConsumer present = consumer;
        return present == null ? Double.NaN : present.lag();
    }

    private void run() {
        while (!closing) {
            try {
                if (services.referenced().awaitLoaded(RETRY)) {
                    consume();
                }
            } catch (WakeupException e) {
                LOG.debug("{} stops", topic);
            } catch (RuntimeException | ExecutionException | InterruptedException e) {
                beginAgain(e);
            }
        }
    }

    /// Kafka is away, or the fault is ours: no lane dies of it.
    private void beginAgain(Exception e) {
        if (!closing) {
            LOG.warn("{} begins again at its committed offset: {}", topic, describe(e));
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private void consume() throws InterruptedException, ExecutionException {
        try (LaneConsumer own = LaneConsumer.subscribe(topic, services.kafka(),
                gone -> services.metrics().forgot(topic, gone))) {
            consumer = own;
            long waitingSince = System.nanoTime();
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = own.poll();
                if (!records.isEmpty()) {
                    export(own, records);
                }
                if (System.nanoTime() - waitingSince > BETWEEN_TRIES.toNanos()) {
                    Set<Integer> partitions = own.partitions();
                    await(own, () -> work.deliverWaiting(partitions, own.topicId()));
                    waitingSince = System.nanoTime();
                }
            }
        } finally {
            consumer = null;
        }
    }

    private void export(LaneConsumer own, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException, ExecutionException {
        boolean again = own.wasAssigned();
        Map<Integer, Long> next = own.nextOffsets();
        critical.busy(own.topicId());
        try {
            if (await(own, () -> {
                turns.take(next);
                work.deliver(records, own.topicId(), again);
            })) {
                own.commit(records);
                turns.settle();
            } else {
                critical.letGo();
            }
        } finally {
            critical.idle();
        }
    }

    private interface Delivering {
        void run() throws InterruptedException;
    }

    /// Off this thread, which meanwhile keeps the consumer in its group.
    ///
    /// @return whether it came to its end while the partitions were ours
    private boolean await(LaneConsumer own, Delivering delivering) throws InterruptedException, ExecutionException {
        own.pause();
        Future<?> delivered = delivery.submit(() -> {
            delivering.run();
            return null;
        });
        try {
            while (!own.isDisturbed()) {
                try {
                    delivered.get(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
                    return true;
                } catch (TimeoutException e) {
                    own.heartbeat();
                }
            }
            LOG.info("{}: partitions moved; what is on its way is left to whoever has them now", topic);
            return false;
        } finally {
            delivered.cancel(true);
            own.resume();
        }
    }

    /// The class alone: a message may quote what was being delivered.
    private static String describe(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName();
    }
}
