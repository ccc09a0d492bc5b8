package dev.vigil.ingest.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// What the door at a site's broker counts.
final class BridgeMetrics {

    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter messages;
    private final Counter wrongTopics;
    private final Counter dropped;
    private final Counter offline;

    BridgeMetrics(MeterRegistry registry) {
        Gauge.builder("vigil.bridge.subscribed", subscribed, AtomicInteger::get)
                .description("1 while readings come from the site's MQTT broker, else 0").register(registry);
        Gauge.builder("vigil.bridge.inflight", inFlight, AtomicInteger::get)
                .description("Messages of the site's MQTT broker that wait for Kafka").register(registry);
        messages = Counter.builder("vigil.bridge.messages")
                .description("Messages with readings of the site's MQTT broker").register(registry);
        wrongTopics = Counter.builder("vigil.bridge.refused")
                .description("Messages of the site's MQTT broker whose topic names no device").register(registry);
        dropped = Counter.builder("vigil.bridge.dropped")
                .description("Messages of quality of service 0 that came faster than Kafka took them")
                .register(registry);
        offline = Counter.builder("vigil.bridge.offline")
                .description("Devices of which the site's MQTT broker said that they are gone").register(registry);
    }

    void subscribed(boolean now) {
        subscribed.set(now ? 1 : 0);
    }

    void arrived() {
        messages.increment();
        inFlight.incrementAndGet();
    }

    void settled() {
        inFlight.decrementAndGet();
    }

    void wrongTopic() {
        wrongTopics.increment();
    }

    void offline() {
        offline.increment();
    }

    void dropped() {
        dropped.increment();
    }
}
