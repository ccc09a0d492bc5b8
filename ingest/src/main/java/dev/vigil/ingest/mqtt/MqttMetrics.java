package dev.vigil.ingest.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.concurrent.atomic.AtomicInteger;

/// What the MQTT door counts.
final class MqttMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger connections = new AtomicInteger();
    private final Counter broken;
    private final Counter offline;

    MqttMetrics(MeterRegistry registry, MessageBudget budget) {
        this.registry = registry;
        Gauge.builder("vigil.mqtt.connections", connections, AtomicInteger::get)
                .description("Clients that are connected").register(registry);
        Gauge.builder("vigil.mqtt.inflight", budget, MessageBudget::held).baseUnit("bytes")
                .description("Messages that wait for Kafka").register(registry);
        broken = Counter.builder("vigil.mqtt.broken").description("Packets that are not MQTT").register(registry);
        offline = Counter.builder("vigil.mqtt.offline")
                .description("Connections of devices with a will that ended without a goodbye").register(registry);
    }

    int connected() {
        return connections.incrementAndGet();
    }

    void left() {
        connections.decrementAndGet();
    }

    void received(MqttQoS qos) {
        Counter.builder("vigil.mqtt.messages").tag("qos", Integer.toString(qos.value()))
                .description("Messages with readings").register(registry).increment();
    }

    void refused(MessageRefusal refusal) {
        Counter.builder("vigil.mqtt.refused").tag("reason", refusal.code())
                .description("Messages that were not taken").register(registry).increment();
    }

    void broken() {
        broken.increment();
    }

    void offline() {
        offline.increment();
    }
}
