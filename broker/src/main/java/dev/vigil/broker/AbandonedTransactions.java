package dev.vigil.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what a killed process left open, before anybody reads.
///
/// Whoever writes to this broker lived in the process that was killed, so an open transaction has nobody who would end
/// it. Left alone it holds readers back until it times out; and where its end does not reach every partition, which
/// was seen of the consumers' offsets after a kill under load, it holds a group back for good.
final class AbandonedTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Set<TransactionState> OPEN = Set.of(TransactionState.ONGOING, TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_COMMIT);

    private final Admin admin;

    private AbandonedTransactions(Admin admin) {
        this.admin = admin;
    }

    /// Returns when no transaction is open. What cannot be ended in time is left to time out.
    static void end(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new AbandonedTransactions(admin).end();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("transactions that a killed process left open could not be ended", e);
        }
    }

    private void end() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> ongoing = transactions(Set.of(TransactionState.ONGOING)).stream()
                .map(TransactionListing::transactionalId).toList();
        if (!ongoing.isEmpty()) {
            await(admin.fenceProducers(ongoing).all());
        }
        long giveUp = System.nanoTime() + ENDED_WITHIN.toNanos();
        while (!endedEverywhere() && System.nanoTime() - giveUp < 0) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /// The coordinator says that a transaction has ended while a partition has it open: there its end is written.
    private boolean endedEverywhere() throws InterruptedException, ExecutionException, TimeoutException {
        Set<Long> ending = transactions(OPEN).stream().map(TransactionListing::producerId)
                .collect(Collectors.toSet());
        Map<TopicPartition, ProducerState> open = open();
        List<KafkaFuture<Void>> aborted = new ArrayList<>();
        open.forEach((partition, producer) -> {
            if (!ending.contains(producer.producerId())) {
                LOG.info("ending a transaction that was left open on {}", partition);
                aborted.add(admin.abortTransaction(new AbortTransactionSpec(partition, producer.producerId(),
                        (short) producer.producerEpoch(), producer.coordinatorEpoch().orElse(0))).all());
            }
        });
        for (KafkaFuture<Void> each : aborted) {
            await(each);
        }
        return open.isEmpty() && ending.isEmpty();
    }

    private List<TransactionListing> transactions(Set<TransactionState> states)
            throws InterruptedException, ExecutionException, TimeoutException {
        return List.copyOf(await(admin.listTransactions(new ListTransactionsOptions().filterStates(states)).all()));
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
