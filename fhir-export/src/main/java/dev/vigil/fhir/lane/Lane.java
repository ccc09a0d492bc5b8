package dev.vigil.fhir.lane;

import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.FhirFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
    private static final long HEARTBEAT_MILLIS = 200;

    private final ExportedTopic topic;
    private final LaneServices services;
    private final ExecutorService delivery = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable LaneConsumer consumer;

    private Lane(ExportedTopic topic, LaneServices services) {
        this.topic = topic;
        this.services = services;
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
        try (LaneConsumer own = LaneConsumer.subscribe(topic, services.kafka())) {
            consumer = own;
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = own.poll();
                if (!records.isEmpty()) {
                    export(own, records);
                }
            }
        } finally {
            consumer = null;
        }
    }

    private void export(LaneConsumer own, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException, ExecutionException {
        Instant now = services.clock().instant();
        List<Translation> translations = new ArrayList<>(records.count());
        records.forEach(record -> translations.add(services.translator().translate(topic, new Source(record.topic(),
                own.topicId(), record.partition(), record.offset()), record.value(), now)));
        own.pause();
        List<Refusal> refusals = await(delivery.submit(() -> deliver(translations, now)), own);
        own.commit(records);
        own.resume();
        services.metrics().record(translations, refusals, services.clock().instant());
    }

    private List<Refusal> deliver(List<Translation> translations, Instant now) throws InterruptedException {
        List<Refusal> refusals = services.sink().deliver(translations.stream().map(Translation::export).toList());
        Stream<FhirFailure> unreadable = translations.stream().map(Translation::failure).filter(Objects::nonNull);
        Stream<FhirFailure> refused = refusals.stream().map(refusal -> FailedResources.failure(refusal, now));
        services.failed().publish(Stream.concat(unreadable, refused).toList());
        return refusals;
    }

    private static List<Refusal> await(Future<List<Refusal>> delivered, LaneConsumer own)
            throws InterruptedException, ExecutionException {
        try {
            while (true) {
                try {
                    return delivered.get(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    own.heartbeat();
                }
            }
        } finally {
            delivered.cancel(true);
        }
    }

    /// The class alone: a message may quote what was being delivered.
    private static String describe(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName();
    }
}
