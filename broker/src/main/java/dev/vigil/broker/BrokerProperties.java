package dev.vigil.broker;

import java.util.HashMap;
import java.util.Map;

/// Every broker setting that is not Kafka's default, with its reason.
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerProperties() {
    }

    static Map<String, Object> of(BrokerConfig config, int port, int controllerPort) {
        Map<String, Object> properties = new HashMap<>();
        listeners(properties, port, controllerPort);
        singleNode(properties);
        failover(properties);
        footprint(properties);
        properties.put("log.dirs", config.directory().toString());
        properties.put("auto.create.topics.enable", "false");
        if (config.durability() == BrokerConfig.Durability.EVERY_APPEND) {
            // Offsets that survive a power cut while the outputs they stand for do not would lose readings silently.
            properties.put("log.flush.interval.messages", "1");
        }
        return properties;
    }

    private static void listeners(Map<String, Object> properties, int port, int controllerPort) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    }

    /// Internal topics default to three replicas and fifty partitions.
    private static void singleNode(Map<String, Object> properties) {
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /// A killed instance is noticed in seconds and its open transaction aborted at once, not after 10 s and more.
    private static void failover(Map<String, Object> properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "2000");
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private static void footprint(Map<String, Object> properties) {
        // 128 MB of heap by default, before the first record is cleaned.
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
    }
}
