package dev.vigil.ingest.reception;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.advice.NextMeasurements;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.publish.Delivery;
import dev.vigil.ingest.publish.ReadingPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where every door leads: each draft of a message is checked by itself, then the accepted readings of the message are
/// stored together. A door acknowledges only what [#store] says is stored. Thread-safe.
public final class Reception {

    private static final Logger LOGGER = LoggerFactory.getLogger(Reception.class);

    private final Limits limits;
    private final ReadingPublisher publisher;
    private final NextMeasurements next;
    private final Rates<DeviceId> devices;
    private final Rates<String> credentials;
    private final ReceptionMetrics metrics;
    private final OfflineDevices offline;
    private final AtomicBoolean kafkaAway = new AtomicBoolean();

    public Reception(Limits limits, ReadingPublisher publisher, NextMeasurements next, OfflineDevices offline,
            MeterRegistry registry) {
        this.limits = limits;
        this.publisher = publisher;
        this.next = next;
        this.offline = offline;
        devices = new Rates<>(limits.readingsPerSecondPerDevice());
        credentials = new Rates<>(limits.readingsPerSecondPerCredential());
        metrics = new ReceptionMetrics(registry);
    }

    /// Refuses what its bytes show to be wrong, what its sender may not push, and what comes too fast.
    public Checked check(Draft draft, Receipt receipt) {
        return check(draft, receipt, receipt.receivedAt());
    }

    /// The same for a reading that may have waited since its receipt because it came too fast.
    public Checked check(Draft draft, Receipt receipt, Instant now) {
        return withinRate(ReadingCheck.check(draft, receipt), receipt.sender(), now);
    }

    /// As [#check(Draft, Receipt, Instant)], of a message that may have waited at a broker since it was sent.
    public Checked checkWaited(Draft draft, Receipt receipt, Instant now) {
        return withinRate(ReadingCheck.checkWaited(draft, receipt), receipt.sender(), now);
    }

    private Checked withinRate(Checked checked, Sender sender, Instant now) {
        Refusal flooding = flooding(checked, sender, now);
        return flooding == null ? checked : new Checked.Rejected(flooding);
    }

    /// What is refused costs its credential as much as what is accepted.
    private @Nullable Refusal flooding(Checked checked, Sender sender, Instant now) {
        if (checked instanceof Checked.Accepted(Reading reading) && !devices.admits(reading.deviceId(), now)) {
            return tooFast("The device", "deviceId", limits.readingsPerSecondPerDevice());
        }
        String credential = sender.name();
        return credential == null || credentials.admits(credential, now) ? null
                : tooFast("The credential", null, limits.readingsPerSecondPerCredential());
    }

    /// Asked before a message is read: one of a credential that sends too fast is not even looked at.
    public boolean hasRoomFor(Sender sender, Instant now) {
        return sender.name() == null || credentials.hasRoomFor(sender.name(), now);
    }

    private static Refusal tooFast(String who, @Nullable String field, int limit) {
        return new Refusal(Refusal.Type.RATE_LIMITED,
                who + " sends more than " + limit + " readings a second; send this one again later.", field,
                limit + " readings a second");
    }

    /// Returns when every in-sync replica has all accepted readings of one message, or when that is not known in time.
    /// Nothing counts before it is stored.
    public Delivery store(List<Checked> message) {
        List<Reading> accepted = message.stream().filter(Checked.Accepted.class::isInstance)
                .map(checked -> ((Checked.Accepted) checked).reading()).toList();
        Delivery delivery = accepted.isEmpty() ? new Delivery.Stored() : publish(accepted);
        if (delivery instanceof Delivery.Stored) {
            count(message);
        }
        return delivery;
    }

    /// The same for a retraction, which counts as no reading.
    public Delivery store(Retraction retraction) {
        return publisher.publish(retraction);
    }

    /// What the patient beside the device should measure next, for a reply that only the reading's own sender hears.
    public Optional<Vital> measureNext(Reading reading) {
        return next.after(reading);
    }

    /// What the doors of lasting connections hear of devices that go.
    public OfflineDevices offline() {
        return offline;
    }

    /// When a sender that came too fast may come again.
    public Duration retryAfter() {
        return devices.retryAfter();
    }

    private Delivery publish(List<Reading> accepted) {
        long started = System.nanoTime();
        Delivery delivery = publisher.publish(accepted);
        switch (delivery) {
            case Delivery.Stored() -> stored(Duration.ofNanos(System.nanoTime() - started));
            case Delivery.Unknown(String reason) -> notStored(reason);
        }
        return delivery;
    }

    private void stored(Duration took) {
        metrics.stored(took);
        if (kafkaAway.compareAndSet(true, false)) {
            LOGGER.info("readings are stored again");
        }
    }

    /// Logged once for an outage, not once for each sender that meets it.
    private void notStored(String reason) {
        metrics.notStored();
        if (kafkaAway.compareAndSet(false, true)) {
            LOGGER.warn("readings are not stored: reason={}", reason);
        }
    }

    /// Of a door that stores by itself, once it has.
    public void count(List<Checked> message) {
        int readings = 0;
        int measurements = 0;
        for (Checked checked : message) {
            switch (checked) {
                case Checked.Accepted(Reading reading) -> {
                    readings++;
                    measurements += reading.measurements().size();
                    metrics.underway(reading);
                    offline.heardOf(reading.deviceId());
                }
                case Checked.Rejected(Refusal refusal) -> metrics.rejected(refusal);
            }
        }
        metrics.accepted(readings, measurements);
    }
}
