package dev.vigil.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// How long the work of a dead instance lies still: three seconds where the brokers allow it, what every broker allows
/// by default where they do not.
///
/// @param session after which a group gives up an instance that is not heard of
/// @param transaction for which an unfinished transaction of a dead instance holds its readers and its heir back; a
///     longer pause of a living one (garbage collection, a slow disk) aborts its work and costs a repetition
/// @param advice what an operator can do to have it shorter, null where there is nothing to do
public record Failover(Duration session, Duration transaction, @Nullable String advice) {

    /// Ends before five seconds have passed, with the time that a broker takes to find an abandoned transaction.
    static final Duration QUICK = Duration.ofSeconds(3);

    private static final Duration SESSION_OF_ANY_BROKER = Duration.ofSeconds(6);
    private static final Duration TRANSACTION_OF_ANY_BROKER = Duration.ofSeconds(10);
    private static final Duration FIND_ABANDONED_WITHIN = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final String SITES_SESSION = "session.timeout.ms";
    private static final String LEAST_SESSION = "group.min.session.timeout.ms";
    private static final String FIND_ABANDONED = "transaction.abort.timed.out.transaction.cleanup.interval.ms";
    private static final String WISH = "set " + LEAST_SESSION + "=2000 and " + FIND_ABANDONED + "=1000 on the brokers";

    /// What every broker allows.
    public static Failover cautious() {
        return new Failover(SESSION_OF_ANY_BROKER, TRANSACTION_OF_ANY_BROKER, null);
    }

    /// Asks the brokers, once. A site that names its session among its client properties has chosen both times.
    public static Failover of(KafkaConnection kafka) {
        String sites = kafka.clientProperties().get(SITES_SESSION);
        if (sites != null) {
            Duration session = Duration.ofMillis(Integer.parseInt(sites));
            return new Failover(session, session, null);
        }
        try (Admin admin = Admin.create(kafka.properties())) {
            return where(settings(admin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cautious();
        } catch (ExecutionException e) {
            return cautious().advising("the settings of the brokers cannot be read (" + e.getCause()
                    + "): a dead instance is replaced after " + SESSION_OF_ANY_BROKER.toSeconds() + " s and more; "
                    + WISH
                    + " and " + SITES_SESSION + "=" + QUICK.toMillis() + " among the client properties");
        }
    }

    private static List<Config> settings(Admin admin) throws ExecutionException, InterruptedException {
        int patience = (int) ANSWER_WITHIN.toMillis();
        List<ConfigResource> brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(patience)).nodes()
                .get().stream().map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString())).toList();
        return List.copyOf(admin.describeConfigs(brokers, new DescribeConfigsOptions().timeoutMs(patience)).all()
                .get().values());
    }

    /// The strictest broker decides: any of them may coordinate a group.
    static Failover where(List<Config> brokers) {
        if (longest(brokers, LEAST_SESSION).compareTo(QUICK) > 0) {
            return cautious().advising("the brokers allow no session of " + QUICK.toSeconds()
                    + " s: a dead instance is replaced after " + SESSION_OF_ANY_BROKER.toSeconds() + " s and more; "
                    + WISH);
        }
        Failover quick = new Failover(QUICK, QUICK, null);
        return longest(brokers, FIND_ABANDONED).compareTo(FIND_ABANDONED_WITHIN) <= 0 ? quick
                : quick.advising("the brokers look for abandoned transactions less often than every second, and a dead"
                        + " instance's patients wait for that; " + WISH);
    }

    /// A setting that a broker does not tell counts as too long.
    private static Duration longest(List<Config> brokers, String setting) {
        return Duration.ofMillis(brokers.stream().flatMap(broker -> Stream.ofNullable(broker.get(setting)))
                .filter(entry -> entry.value() != null).mapToLong(entry -> Long.parseLong(entry.value())).max()
                .orElse(Long.MAX_VALUE));
    }

    private Failover advising(String words) {
        return new Failover(session, transaction, words);
    }

    Map<String, Object> properties() {
        int heartbeatsASession = 4;
        int millis = (int) session.toMillis();
        return Map.of("consumer.session.timeout.ms", millis, "consumer.heartbeat.interval.ms",
                millis / heartbeatsASession, "producer.transaction.timeout.ms", (int) transaction.toMillis());
    }
}
