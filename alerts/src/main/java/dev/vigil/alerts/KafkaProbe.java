package dev.vigil.alerts;

import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Kafka every few seconds whether it is there, so that readiness can answer at once and be honest.
final class KafkaProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final Duration AWAY_AFTER = Duration.ofSeconds(8);
    private static final String UNKNOWN = "unknown";

    private final Admin admin;
    private final InstantSource clock;
    private final Thread thread;
    private volatile Instant lastAnswer;
    private volatile String cluster = UNKNOWN;

    KafkaProbe(KafkaConnection kafka, InstantSource clock) {
        admin = Admin.create(kafka.properties());
        this.clock = clock;
        lastAnswer = Instant.EPOCH;
        thread = Thread.ofVirtual().name("vigil-alerts-probe").unstarted(this::run);
        thread.start();
    }

    /// The id of the cluster; until it has answered, one that no cluster has.
    String cluster() {
        return cluster;
    }

    Optional<String> whyNotReady() {
        boolean answers = Duration.between(lastAnswer, clock.instant()).compareTo(AWAY_AFTER) < 0;
        return answers ? Optional.empty() : Optional.of("Kafka does not answer");
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            LOG.debug("the probe ends");
        }
    }

    private void ask() throws InterruptedException {
        try {
            cluster = admin.describeCluster().clusterId().get(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .replace('.', '_');
            lastAnswer = clock.instant();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("Kafka does not answer: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        admin.close(Duration.ofSeconds(1));
    }
}
