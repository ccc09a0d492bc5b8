package dev.vigil.ingest.publish;

import dev.vigil.wire.Heartbeat;
import java.time.Duration;
import java.time.InstantSource;

/// Says every ten seconds, where Kafka takes it, that readings can come in: while no ingest says so, monitoring takes
/// nobody's silence for the patient's. One that is lost is not sent again; the next follows.
public final class Heartbeats implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Thread beats;

    private Heartbeats(Thread beats) {
        this.beats = beats;
    }

    /// To be started when the doors are open.
    public static Heartbeats start(ReadingPublisher publisher, InstantSource clock) {
        return new Heartbeats(Thread.ofVirtual().name("vigil-ingest-heartbeat").start(() -> beat(publisher, clock)));
    }

    private static void beat(ReadingPublisher publisher, InstantSource clock) {
        try {
            while (true) {
                publisher.publish(new Heartbeat(Heartbeat.INGEST, clock.instant()));
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        beats.interrupt();
    }
}
