package dev.vigil.streams;

import static org.apache.kafka.streams.StreamsConfig.APPLICATION_SERVER_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.COMMIT_INTERVAL_MS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.GROUP_PROTOCOL_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG;

import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.StreamsSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/// What this stage sets beyond [StreamsSettings], each on purpose.
final class StreamsProperties {

    /// When what nobody waits for becomes visible at the latest; [PromptCommits] ends transactions sooner.
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

    private StreamsProperties() {
    }

    static Properties of(String application, StreamsConfig config, KafkaConnection kafka, Failover failover,
            StoreMemory memory) {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(application, config.stateDirectory(), config.threads())
                .properties(kafka, failover));
        properties.put(COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
        // The broker-side protocol has no warm standbys before 4.4 and takes no session timeout from its clients.
        properties.put(GROUP_PROTOCOL_CONFIG, "classic");
        // A timestamp that a foreign producer wrote must neither kill a thread nor reach a changelog.
        properties.put(DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ReceiptTimestamp.class);
        InetSocketAddress address = config.address();
        if (address != null) {
            properties.put(APPLICATION_SERVER_CONFIG, address.getHostString() + ":" + address.getPort());
        }
        errors(properties);
        properties.put(ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        properties.put(StoreMemory.SETTING, memory);
        return properties;
    }

    /// Sources are read as bytes and judged in the processors, which quarantine what they cannot use: so whatever
    /// reaches these handlers is a fault of ours or of the cluster, and skipping a record would lose it. No dead letter
    /// topic is named: its headers would carry stack traces.
    private static void errors(Properties properties) {
        properties.put(DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        properties.put(PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
    }
}
