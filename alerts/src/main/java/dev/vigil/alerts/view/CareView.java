package dev.vigil.alerts.view;

import dev.vigil.alerts.worklist.PatientFile;
import dev.vigil.alerts.worklist.PatientRow;
import dev.vigil.alerts.worklist.SilentGateway;
import dev.vigil.alerts.worklist.Worklist;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.plan.PlanEdition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this node knows of patients, devices, plans and alerts, and what has changed since somebody last looked.
/// Thread-safe: one follower writes, requests read and wait.
public final class CareView implements TopicFollower.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(CareView.class);

    private final CareTables tables = new CareTables();
    private final PlanShelf plans = new PlanShelf(tables.plans());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final Condition urgent = lock.newCondition();
    private final ChangeLog changes = new ChangeLog();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Supplier<String> cluster;
    private final Function<String, Optional<Instant>> gatewayHeard;

    /// @param cluster id of the Kafka cluster
    /// @param gatewayHeard when something last came through a gateway
    public CareView(Supplier<String> cluster, Function<String, Optional<Instant>> gatewayHeard) {
        this.cluster = cluster;
        this.gatewayHeard = gatewayHeard;
    }

    public static List<Topic<?, ?>> topics() {
        return CareTables.TOPICS;
    }

    @Override
    public void begins(Collection<TopicPartition> partitions) {
        locked(() -> {
            partitions.forEach(partition -> next.putIfAbsent(partition, 0L));
            return true;
        });
    }

    @Override
    public void hears(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        locked(() -> {
            boolean rings = false;
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                rings |= apply(record);
            }
            heard.signalAll();
            if (rings) {
                urgent.signalAll();
            }
            return true;
        });
    }

    /// Whether it is worth waking everybody for at once; a new number in a row can wait for its neighbours.
    private boolean apply(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        next.put(partition, record.offset() + 1);
        try {
            Optional<Change.Subject> subject = tables.apply(record).map(this::withoutForgotten);
            subject.ifPresent(changed -> changes.add(changed, partition, record.offset()));
            return subject.filter(changed -> !(changed instanceof Change.Subject.OfPicture)).isPresent();
        } catch (MalformedRecord e) {
            LOG.warn("skipped a malformed record in {} at {}: {}", partition, record.offset(), e.getMessage());
            return false;
        }
    }

    /// An alert that is no longer kept leaves a change of its patient's row only, so that the log stays as small as
    /// what it tells of.
    private Change.Subject withoutForgotten(Change.Subject subject) {
        if (subject instanceof Change.Subject.OfAlert(PatientId patient, String id) && alert(id).isEmpty()) {
            changes.drop(subject);
            return new Change.Subject.OfForgottenAlert(patient);
        }
        return subject;
    }

    public Optional<Patient> patient(PatientId id) {
        return Optional.ofNullable(tables.patients().get(id));
    }

    public boolean knows(PatientId id) {
        return tables.patients().containsKey(id) || tables.pictures().containsKey(id)
                || !tables.alertsOf(id).isEmpty();
    }

    public Optional<CurrentPicture> picture(PatientId id) {
        return Optional.ofNullable(tables.pictures().get(id));
    }

    public Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(tables.devices().get(id));
    }

    public Collection<Device> devices() {
        return List.copyOf(tables.devices().values());
    }

    /// The same with who put it, when, and what held before.
    public Optional<PlanEdition> planEdition(String id) {
        return plans.edition(id);
    }

    /// A plan in force, put or shipped.
    public Optional<Plan> plan(String id) {
        return plans.plan(id);
    }

    /// All plans in force, by id.
    public Collection<Plan> plans() {
        return plans.all();
    }

    public Optional<Alert> alert(String id) {
        return Optional.ofNullable(tables.alerts().get(id));
    }

    public Collection<Alert> alerts() {
        return List.copyOf(tables.alerts().values());
    }

    public Optional<PatientRow> row(PatientId id, Instant now) {
        Patient patient = tables.patients().get(id);
        Plan plan = plans.inForce(patient == null ? null : patient.settingsAt(now).plan());
        return Worklist.row(
                new PatientFile(id, patient, tables.pictures().get(id), tables.alertsOf(id), plan), now);
    }

    public List<SilentGateway> silentGateways() {
        return SilentGateway.among(tables.alerts().values(), gatewayHeard);
    }

    public Worklist worklist(Instant now) {
        Set<PatientId> ids = new HashSet<>(tables.patients().keySet());
        ids.addAll(tables.pictures().keySet());
        tables.alerts().values().forEach(alert -> ids.add(alert.patientId()));
        return new Worklist(now, silentGateways(), ids.stream().flatMap(id -> row(id, now).stream()).toList());
    }

    /// Where this node stands. What is read afterwards may be newer, never older.
    public Position position(Instant now) {
        lock.lock();
        try {
            Map<TopicPartition, Long> told = new HashMap<>(next);
            told.keySet().removeIf(partition -> !Position.tells(partition.topic()));
            return new Position(cluster.get(), now, told);
        } finally {
            lock.unlock();
        }
    }

    /// The order of the newest change.
    public long order() {
        lock.lock();
        try {
            return changes.order();
        } finally {
            lock.unlock();
        }
    }

    /// What a reader who stands at an event's id has missed; empty where this node cannot tell.
    public Optional<Missed> missedSince(String eventId, Instant now) {
        lock.lock();
        try {
            Position node = position(now);
            return Position.parse(eventId).filter(reader -> reader.canResumeAt(node))
                    .map(reader -> new Missed(reader, changes.after(reader), changes.order()));
        } finally {
            lock.unlock();
        }
    }

    /// What a returning reader has missed.
    ///
    /// @param order up to which the changes tell everything
    public record Missed(Position from, List<Change> changes, long order) {
    }

    /// Changes after an order: at once when an alert or a patient's settings are among them, else after `patience`.
    public List<Change> changesAfter(long order, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (left > 0 && changes.after(order).stream()
                    .allMatch(change -> change.subject() instanceof Change.Subject.OfPicture)) {
                left = urgent.awaitNanos(left);
            }
            return changes.after(order);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a write has come back to this node.
    public boolean awaitHeard(TopicPartition partition, long offset, Duration patience) {
        return await(() -> next.getOrDefault(partition, 0L) > offset, patience);
    }

    /// Waits until an alert is as asked.
    public boolean awaitAlert(String id, Predicate<Optional<Alert>> asked, Duration patience) {
        return await(() -> asked.test(alert(id)), patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience) {
        return locked(() -> {
            long left = patience.toNanos();
            try {
                while (!condition.getAsBoolean() && left > 0) {
                    left = heard.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return condition.getAsBoolean();
        });
    }

    private boolean locked(BooleanSupplier work) {
        lock.lock();
        try {
            return work.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
