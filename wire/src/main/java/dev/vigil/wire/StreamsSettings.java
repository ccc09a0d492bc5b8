package dev.vigil.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What every Kafka Streams application of the pipeline is set to, on purpose: each of these costs latency, failover
/// or safety at its default. Keys are spelt out because this module does not know Kafka Streams.
///
/// @param stateDir a folder of this instance alone; a restart in it fences its own unfinished transaction at once
/// @param threads of one instance; more than there are partitions of the patients' topics idle
public record StreamsSettings(String applicationId, Path stateDir, int threads) {

    /// A result becomes visible when its transaction ends: half of this and a few milliseconds on each hop.
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);

    /// A due commit waits for the poll to return, so an idle poll must be short too.
    private static final Duration POLL = Duration.ofMillis(10);

    /// Nobody sees a record before its transaction ends, which sends whatever still lies here; without it every few
    /// records are a request of their own. The commit interval would be cheaper still, but puts the whole transaction's
    /// writes into its end: 20 ms more until a signal.
    private static final Duration LINGER = Duration.ofMillis(5);
    private static final int BATCH_BYTES = 64 << 10;

    /// Compaction alone forgets an erased patient in no bounded time.
    private static final Duration FORGET_WITHIN = Duration.ofHours(24);

    public Map<String, Object> properties(KafkaConnection kafka, Failover failover) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put("application.id", applicationId);
        properties.put("state.dir", stateDir.toString());
        properties.put("num.stream.threads", threads);
        properties.put("processing.guarantee", "exactly_once_v2");
        properties.put("commit.interval.ms", COMMIT_INTERVAL.toMillis());
        properties.put("poll.ms", POLL.toMillis());
        properties.put("producer.linger.ms", (int) LINGER.toMillis());
        properties.put("producer.batch.size", BATCH_BYTES);
        properties.put("producer.max.in.flight.requests.per.connection", 1); // see docs/decisions/0120
        properties.put("statestore.cache.max.bytes", 0L);
        properties.put("num.standby.replicas", 1);
        properties.putAll(failover.properties());
        properties.put("consumer.auto.offset.reset", "earliest");
        properties.put("ensure.explicit.internal.resource.naming", true);
        properties.put("topic.segment.ms", FORGET_WITHIN.toMillis());
        properties.put("topic.max.compaction.lag.ms", FORGET_WITHIN.toMillis());
        properties.put("topic.delete.retention.ms", FORGET_WITHIN.toMillis());
        return properties;
    }
}
