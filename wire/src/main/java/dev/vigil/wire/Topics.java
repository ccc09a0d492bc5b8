package dev.vigil.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.MeasurementRequest;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.window.Summary;
import dev.vigil.wire.Topic.Cleanup;
import dev.vigil.wire.Topic.Family;
import dev.vigil.wire.direct.ObservationSpelling;
import dev.vigil.wire.direct.OutcomeSpelling;
import dev.vigil.wire.direct.PictureSpelling;
import dev.vigil.wire.direct.ReadingSpelling;
import dev.vigil.wire.mapping.StoredMapping;
import dev.vigil.wire.plan.PlanEdition;
import dev.vigil.wire.plan.PlanEditionCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Every topic, in the order of the flow.
public final class Topics {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    private static final Codec<String> TEXT = new TextCodec<>("key", Function.identity(), Function.identity());
    private static final Codec<DeviceId> DEVICE = new TextCodec<>("key", DeviceId::value, DeviceId::new);
    private static final Codec<PatientId> PATIENT = new TextCodec<>("key", PatientId::value, PatientId::new);

    /// Readings from gateways that speak Kafka themselves; checked by ingest and passed on.
    public static final Topic<String, JsonNode> INBOUND = new Topic<>("vitals.inbound", TEXT, json(JsonNode.class),
            Family.FREE, Cleanup.DELETE, WEEK);

    /// Readings as accepted.
    public static final Topic<DeviceId, Reading> READINGS = new Topic<>("vitals.readings", DEVICE,
            ReadingSpelling.over(json(Reading.class)), Family.DEVICE, Cleanup.DELETE, WEEK);

    /// Retractions travel between the readings of their device; see [RetractionCodec] for telling them apart.
    public static final Topic<DeviceId, Retraction> RETRACTIONS = new Topic<>(READINGS.name(), DEVICE,
            new RetractionCodec(json(Retraction.class)), Family.DEVICE, Cleanup.DELETE, WEEK);

    /// What became of each accepted reading.
    public static final Topic<OutcomeKey, ReadingOutcome> OUTCOMES = new Topic<>("vitals.outcomes", OutcomeKey.CODEC,
            OutcomeSpelling.over(json(ReadingOutcome.class)), Family.DEVICE, Cleanup.COMPACT_AND_DELETE, MONTH);

    public static final Topic<DeviceId, Device> DEVICES = new Topic<>("vitals.devices", DEVICE, json(Device.class),
            Family.DEVICE, Cleanup.COMPACT, null);

    public static final Topic<PatientId, Patient> PATIENTS = new Topic<>("vitals.patients", PATIENT,
            json(Patient.class), Family.PATIENT, Cleanup.COMPACT, null);

    public static final Topic<String, Plan> PLANS = new Topic<>("vitals.plans", TEXT, json(Plan.class), Family.FREE,
            Cleanup.COMPACT, null);

    /// The same records with who put a plan, when, and what held before.
    public static final Topic<String, PlanEdition> PLAN_EDITIONS = new Topic<>(PLANS.name(), TEXT,
            new PlanEditionCodec(json(Plan.class)), Family.FREE, Cleanup.COMPACT, null);

    /// Who may push, by name; read by every instance of ingest.
    public static final Topic<String, Credential> CREDENTIALS = new Topic<>("vitals.credentials", TEXT,
            json(Credential.class), Family.FREE, Cleanup.COMPACT, null);

    /// How vendors' JSON becomes readings, by name; read by every instance of ingest.
    public static final Topic<String, StoredMapping> MAPPINGS = new Topic<>("vitals.mappings", TEXT,
            json(StoredMapping.class), Family.FREE, Cleanup.COMPACT, null);

    /// Every few seconds, by name of the service: that readings can come in at all.
    public static final Topic<String, Heartbeat> HEARTBEATS = new Topic<>("vitals.heartbeats", TEXT,
            json(Heartbeat.class), Family.FREE, Cleanup.COMPACT, null);

    /// Which devices are gone; read and written by every instance of ingest.
    public static final Topic<DeviceId, Presence> PRESENCE = new Topic<>("vitals.presence", DEVICE,
            json(Presence.class), Family.FREE, Cleanup.COMPACT_AND_DELETE, MONTH);

    /// Admitted readings.
    public static final Topic<PatientId, Observation> OBSERVATIONS = new Topic<>("vitals.observations", PATIENT,
            ObservationSpelling.over(json(Observation.class)), Family.PATIENT, Cleanup.DELETE, WEEK);

    /// Observations withdrawn when [#OBSERVATIONS] may have forgotten them. Partitioned by patient, see
    /// [WithdrawalKey#partition].
    public static final Topic<WithdrawalKey, Withdrawal> WITHDRAWALS = new Topic<>("vitals.withdrawals",
            WithdrawalKey.CODEC, json(Withdrawal.class), Family.PATIENT, Cleanup.COMPACT_AND_DELETE, MONTH);

    /// What was not admitted. Keyed by device where it is known.
    public static final Topic<String, Quarantine> QUARANTINE = new Topic<>("vitals.quarantine", TEXT,
            json(Quarantine.class), Family.FREE, Cleanup.DELETE, MONTH);

    public static final Topic<PatientId, Summary> SUMMARIES = new Topic<>("vitals.summaries", PATIENT,
            json(Summary.class), Family.PATIENT, Cleanup.DELETE, WEEK);

    public static final Topic<PatientId, Score> SCORES =
            new Topic<>("vitals.scores", PATIENT, PictureSpelling.scoreOver(json(Score.class)),
                    Family.PATIENT, Cleanup.DELETE, WEEK);

    public static final Topic<PatientId, CurrentPicture> CURRENT = new Topic<>("vitals.current", PATIENT,
            PictureSpelling.over(json(CurrentPicture.class)), Family.PATIENT, Cleanup.COMPACT, null);

    /// What a patient should measure next, for the answers of ingest; nothing where nothing is asked for.
    public static final Topic<PatientId, MeasurementRequest> REQUESTS = new Topic<>("vitals.requests", PATIENT,
            json(MeasurementRequest.class), Family.PATIENT, Cleanup.COMPACT, null);

    public static final Topic<PatientId, Signal> SIGNALS = new Topic<>("vitals.signals", PATIENT, json(Signal.class),
            Family.PATIENT, Cleanup.DELETE, WEEK);

    /// Partitioned by patient, see [AlertKey#partition].
    public static final Topic<AlertKey, Alert> ALERTS = new Topic<>("vitals.alerts", AlertKey.CODEC,
            json(Alert.class), Family.PATIENT, Cleanup.COMPACT, null);

    public static final Topic<PatientId, AlertCommand> ALERT_COMMANDS = new Topic<>("vitals.alert-commands", PATIENT,
            json(AlertCommand.class), Family.PATIENT, Cleanup.DELETE, MONTH);

    /// Each attempt to deliver an alert to a channel, and what became of it. Key: the alert's id.
    public static final Topic<String, Notification> NOTIFICATIONS = new Topic<>("vitals.notifications", TEXT,
            json(Notification.class), Family.FREE, Cleanup.DELETE, MONTH);

    /// Of those the last attempts of deliveries that were given up.
    public static final Topic<String, Notification> NOTIFICATIONS_FAILED = new Topic<>("vitals.notifications.failed",
            TEXT, json(Notification.class), Family.FREE, Cleanup.DELETE, MONTH);

    /// Keyed by patient where it is known.
    public static final Topic<String, FhirFailure> FHIR_FAILED = new Topic<>("vitals.fhir.failed", TEXT,
            json(FhirFailure.class), Family.PATIENT, Cleanup.DELETE, MONTH);

    /// Records that wait: for a patient whom the EHR does not know, or for another try. Key: topic, partition, offset.
    public static final Topic<String, FhirParked> FHIR_PARKED = new Topic<>("vitals.fhir.parked", TEXT,
            json(FhirParked.class), Family.FREE, Cleanup.COMPACT, null);

    /// Ids that an EHR gave to our resources, where it takes none from us. Key: resource type and our id.
    public static final Topic<String, FhirServerId> FHIR_IDS = new Topic<>("vitals.fhir.ids", TEXT,
            json(FhirServerId.class), Family.FREE, Cleanup.COMPACT_AND_DELETE, MONTH);

    private Topics() {
    }

    public static List<Topic<?, ?>> all() {
        return List.of(INBOUND, READINGS, OUTCOMES, DEVICES, PATIENTS, PLANS, CREDENTIALS, MAPPINGS, HEARTBEATS,
                PRESENCE, OBSERVATIONS, WITHDRAWALS, QUARANTINE,
                SUMMARIES, SCORES, CURRENT, REQUESTS, SIGNALS, ALERTS, ALERT_COMMANDS, NOTIFICATIONS,
                NOTIFICATIONS_FAILED,
                FHIR_FAILED, FHIR_PARKED, FHIR_IDS);
    }

    private static <T> Codec<T> json(Class<T> type) {
        return new JsonCodec<>(type);
    }
}
