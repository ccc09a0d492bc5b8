package dev.vigil.ingest.mqtt;

import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.publish.Delivery;
import dev.vigil.ingest.reception.Reception;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the messages of one connection in their order, as many together as have come meanwhile, and settles each when
/// Kafka has it. While Kafka cannot take them, or a device sends faster than it may, they wait: that they are not
/// acknowledged is what holds the sender back. A connection that ends takes what is unsettled with it; its sender sends
/// it again.
public final class InOrder implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(InOrder.class);
    private static final int MOST_TOGETHER = 500;
    private static final Duration KAFKA_RETRY = Duration.ofSeconds(1);

    private final Reception reception;
    private final BiFunction<Draft, Receipt, Checked> check;
    private final BodyParser parser;
    private final InstantSource clock;
    private final BlockingQueue<Arrived> waiting;
    private final Thread worker;

    /// A message is received when it comes in, however long it then waits for Kafka.
    private record Arrived(ReadingMessage message, Instant at) {
    }

    /// @param check of each reading: by [Reception#check], or without the device's rate
    public InOrder(Reception reception, BiFunction<Draft, Receipt, Checked> check, BodyParser parser,
            InstantSource clock, int mostWaiting) {
        this.reception = reception;
        this.check = check;
        this.parser = parser;
        this.clock = clock;
        waiting = new LinkedBlockingQueue<>(mostWaiting);
        worker = Thread.ofVirtual().name("vigil-mqtt-messages").unstarted(this::work);
        worker.start();
    }

    /// @return false where too many wait already
    public boolean offer(ReadingMessage message) {
        return waiting.offer(new Arrived(message, clock.instant()));
    }

    private void work() {
        try {
            while (true) {
                List<Arrived> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_TOGETHER - 1);
                settleOrLeave(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the connection has ended
        }
    }

    /// A fault of ours costs its messages their acknowledgement, so that they come again; never the connection its
    /// worker.
    private void settleOrLeave(List<Arrived> batch) throws InterruptedException {
        try {
            settle(batch.stream().map(this::read).toList());
        } catch (RuntimeException e) {
            LOGGER.error("messages stay unacknowledged: count={}", batch.size(), e);
        }
    }

    private void settle(List<Pending> batch) throws InterruptedException {
        store(batch);
        while (batch.stream().anyMatch(Pending::floods)) {
            Thread.sleep(reception.retryAfter());
            batch.forEach(Pending::again);
            store(batch);
        }
        batch.forEach(Pending::settle);
    }

    private void store(List<Pending> batch) throws InterruptedException {
        List<Checked> due = batch.stream().flatMap(pending -> pending.due().stream()).toList();
        while (reception.store(due) instanceof Delivery.Unknown) {
            Thread.sleep(KAFKA_RETRY);
        }
        batch.forEach(Pending::stored);
    }

    private Pending read(Arrived arrived) {
        ReadingMessage message = arrived.message();
        Receipt receipt = new Receipt(arrived.at(), message.sentAt(), message.sender(), Door.MQTT);
        Pending pending = new Pending(message, draft -> check(draft, message, receipt));
        switch (parser.json(message.payload(), pending::check)) {
            case Body.Readings(List<Checked> readings) -> {
                pending.readAs(readings);
                if (readings.isEmpty()) {
                    pending.unreadable("The message holds no reading.");
                }
            }
            case Body.Unreadable(String detail) -> pending.unreadable(detail);
            case Body.TooMany(int limit) -> pending.unreadable("A message may hold at most " + limit + " readings.");
        }
        return pending;
    }

    /// The topic names the device; a reading need not, and must not name another.
    private Checked check(Draft draft, ReadingMessage message, Receipt receipt) {
        Scalar ofTopic = new Scalar.Text(message.device().value());
        if (draft.deviceId() != null && !draft.deviceId().equals(ofTopic)) {
            return new Checked.Rejected(new Refusal(Refusal.Type.MALFORMED,
                    "deviceId must be absent or the one of the topic", "deviceId", null));
        }
        return check.apply(draft.ofDevice(ofTopic), receipt);
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
