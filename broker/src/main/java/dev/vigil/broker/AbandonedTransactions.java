package dev.vigil.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what a killed process left open, before anybody reads or writes.
///
/// Whoever wrote to this broker lived in the process that was killed, so an open transaction has nobody who would end
/// it. And where the coordinator had decided already, Kafka 4.3 can lose the end: a lone broker that starts again is
/// for a moment coordinator while its partitions have no leader, takes those for deleted, and calls the transaction
/// complete without having told them. What it decided is in its log, so each partition is told that, never anything
/// else: a commit that reached some partitions and not others would lose readings.
final class AbandonedTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Admin admin;
    private final TransactionMarkers markers;

    private AbandonedTransactions(Admin admin, TransactionMarkers markers) {
        this.admin = admin;
        this.markers = markers;
    }

    /// Returns when no transaction is open. What cannot be ended in time is left to time out.
    static void end(String host, int port) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", host + ":" + port))) {
            new AbandonedTransactions(admin, new TransactionMarkers(host, port)).end();
        } catch (ExecutionException | TimeoutException | IOException e) {
            LOG.warn("transactions that a killed process left open could not be ended", e);
        }
    }

    private void end() throws InterruptedException, ExecutionException, TimeoutException, IOException {
        awaitCoordinator();
        fenceOngoing();
        long giveUp = System.nanoTime() + ENDED_WITHIN.toNanos();
        while (!endedEverywhere() && System.nanoTime() - giveUp < 0) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /// Before the coordinator has read its log it says of no transaction that it knows it. Asked for some id of each
    /// partition of that log, it answers when it has read it.
    private void awaitCoordinator() throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        if (!topics.contains(Topic.TRANSACTION_STATE_TOPIC_NAME)) {
            return;
        }
        int partitions = await(admin.describeTopics(Set.of(Topic.TRANSACTION_STATE_TOPIC_NAME)).allTopicNames())
                .values().iterator().next().partitions().size();
        Map<Integer, String> ids = new HashMap<>();
        for (int i = 0; ids.size() < partitions; i++) {
            String id = "nobody-" + i;
            ids.putIfAbsent(Utils.abs(id.hashCode()) % partitions, id);
        }
        for (String id : ids.values()) {
            describe(id);
        }
    }

    /// Nobody lives who would commit them.
    private void fenceOngoing() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> ongoing = await(admin.listTransactions().all()).stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId).toList();
        if (!ongoing.isEmpty()) {
            await(admin.fenceProducers(ongoing).all());
        }
    }

    /// Looks at the partitions first: what the coordinator calls complete afterwards was complete then or has ended
    /// in between, and is told again at the worst.
    private boolean endedEverywhere()
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        Map<TopicPartition, ProducerState> open = open();
        Map<Long, TransactionDescription> decided = transactions();
        for (Map.Entry<TopicPartition, ProducerState> each : open.entrySet()) {
            TransactionDescription transaction = decided.get(each.getValue().producerId());
            Optional<TransactionResult> result = result(transaction);
            if (result.isPresent()) {
                LOG.info("a transaction that was left open on {} ends as decided: {}", each.getKey(), result.get());
                markers.write(each.getKey(), each.getValue(), result.get());
            }
        }
        return open.isEmpty();
    }

    /// Empty while the coordinator is still telling its partitions.
    private static Optional<TransactionResult> result(@Nullable TransactionDescription of) {
        if (of == null) {
            return Optional.of(TransactionResult.ABORT);
        }
        return switch (of.state()) {
            case COMPLETE_COMMIT -> Optional.of(TransactionResult.COMMIT);
            case COMPLETE_ABORT, EMPTY, UNKNOWN, PREPARE_EPOCH_FENCE -> Optional.of(TransactionResult.ABORT);
            case ONGOING, PREPARE_ABORT, PREPARE_COMMIT -> Optional.empty();
        };
    }

    private Map<Long, TransactionDescription> transactions()
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<Long, TransactionDescription> transactions = new HashMap<>();
        for (TransactionListing listing : await(admin.listTransactions().all())) {
            describe(listing.transactionalId()).ifPresent(each -> transactions.put(each.producerId(), each));
        }
        return transactions;
    }

    private Optional<TransactionDescription> describe(String id)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return Optional.of(await(admin.describeTransactions(List.of(id)).description(id)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<TopicPartition, ProducerState> open()
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions = await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        Map<TopicPartition, ProducerState> open = new HashMap<>();
        await(admin.describeProducers(partitions).all()).forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.put(partition, producer)));
        return open;
    }

    private static <T> T await(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
