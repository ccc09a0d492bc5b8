package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.publish.Delivery;
import dev.vigil.ingest.reception.Reception;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the messages of one connection, as many together as have come meanwhile, and settles them in their order when
/// Kafka has them. While Kafka cannot take them they wait: that they are not acknowledged is what holds the sender
/// back. A device that sends faster than it may waits by itself: what comes of the others is stored at once, and only
/// its acknowledgement stands in line, as MQTT has it. A connection that ends takes what is unsettled with it; its
/// sender sends it again.
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

    /// Of the worker alone, and never empty while something came too fast.
    private final Queue<Pending> unsettled = new ArrayDeque<>();
    private long checkAgainAt = System.nanoTime();

    /// A message is received when it comes in, however long it then waits for Kafka.
    private record Arrived(ReadingMessage message, Instant at) {
    }

    /// @param check of each reading: by [Reception#check], or by [Reception#checkWaited]
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
                takeIn();
                settleOrLeave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the connection has ended
        }
    }

    /// Waits for messages, and no longer than until what came too fast may be checked again.
    private void takeIn() throws InterruptedException {
        Arrived first = unsettled.isEmpty() ? waiting.take()
                : waiting.poll(Math.max(0, checkAgainAt - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (first != null) {
            List<Arrived> together = new ArrayList<>(List.of(first));
            waiting.drainTo(together, MOST_TOGETHER - 1);
            together.forEach(arrived -> unsettled.add(pending(arrived)));
        }
    }

    /// A fault of ours costs its messages their acknowledgement, so that they come again; never the connection its
    /// worker.
    private void settleOrLeave() throws InterruptedException {
        try {
            settle();
        } catch (RuntimeException e) {
            LOGGER.error("messages stay unacknowledged: count={}", unsettled.size(), e);
            unsettled.clear();
        }
    }

    private void settle() throws InterruptedException {
        checkAll();
        store(unsettled);
        while (!unsettled.isEmpty() && unsettled.peek().isStored()) {
            unsettled.remove().settle();
        }
    }

    /// In their order, and behind a message that came too fast no other one of its device.
    private void checkAll() {
        boolean again = System.nanoTime() - checkAgainAt >= 0;
        Set<DeviceId> heldBack = new HashSet<>();
        for (Pending pending : unsettled) {
            if (!heldBack.contains(pending.device())) {
                pending.check(again);
                if (pending.floods()) {
                    heldBack.add(pending.device());
                }
            }
        }
        if (again) {
            checkAgainAt = System.nanoTime() + reception.retryAfter().toNanos();
        }
    }

    private void store(Collection<Pending> all) throws InterruptedException {
        List<Checked> due = all.stream().flatMap(pending -> pending.due().stream()).toList();
        while (reception.store(due) instanceof Delivery.Unknown) {
            Thread.sleep(KAFKA_RETRY);
        }
        all.forEach(Pending::stored);
    }

    private Pending pending(Arrived arrived) {
        ReadingMessage message = arrived.message();
        Receipt receipt = new Receipt(arrived.at(), message.sentAt(), message.sender(), Door.MQTT);
        return new Pending(message, parser, draft -> check(draft, message, receipt));
    }

    /// The topic names the device; a reading need not, and must not name another.
    private Checked check(Draft draft, ReadingMessage message, Receipt receipt) {
        Scalar ofTopic = new Scalar.Text(message.device().value());
        if (draft.deviceId() != null && !draft.deviceId().equals(ofTopic)) {
            return new Checked.Rejected(new Refusal(Refusal.Type.MALFORMED,
                    "deviceId must be absent or the one of the topic", "deviceId", null));
        }
        Draft ofDevice = draft.ofDevice(ofTopic);
        return check.apply(message.isSentAgain() && countsFromReceipt(draft, message)
                ? ofDevice.doubted() : ofDevice, receipt);
    }

    /// Of a message that was sent before, nobody can say how long ago that was.
    private static boolean countsFromReceipt(Draft draft, ReadingMessage message) {
        return draft.takenAgo() != null && draft.sentAt() == null && message.sentAt() == null;
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
