package dev.vigil.alerts.view;

import dev.vigil.alerts.view.Change.Subject;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.wire.AlertKey;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.PlanEdition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The newest value of every key of the compacted topics. One writer, any number of readers.
final class CareTables {

    static final List<Topic<?, ?>> TOPICS = List.of(Topics.PATIENTS, Topics.DEVICES, Topics.PLANS, Topics.CURRENT,
            Topics.ALERTS);

    private final Map<PatientId, Patient> patients = new ConcurrentHashMap<>();
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    private final Map<String, PlanEdition> plans = new ConcurrentHashMap<>();
    private final Map<PatientId, CurrentPicture> pictures = new ConcurrentHashMap<>();
    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
    private final Map<PatientId, Map<String, Alert>> alertsOfPatient = new ConcurrentHashMap<>();

    Map<PatientId, Patient> patients() {
        return patients;
    }

    Map<DeviceId, Device> devices() {
        return devices;
    }

    Map<String, PlanEdition> plans() {
        return plans;
    }

    Map<PatientId, CurrentPicture> pictures() {
        return pictures;
    }

    Map<String, Alert> alerts() {
        return alerts;
    }

    List<Alert> alertsOf(PatientId patient) {
        return List.copyOf(alertsOfPatient.getOrDefault(patient, Map.of()).values());
    }

    /// What the record changed, empty for what no event tells of.
    Optional<Subject> apply(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
        if (record.key() == null) {
            throw new MalformedRecord("key is missing");
        }
        String topic = record.topic();
        if (topic.equals(Topics.ALERTS.name())) {
            AlertKey key = Topics.ALERTS.key().decode(record.key());
            put(key, value(Topics.ALERTS, record));
            return Optional.of(new Subject.OfAlert(key.patientId(), key.alertId()));
        }
        if (topic.equals(Topics.CURRENT.name())) {
            return Optional.of(new Subject.OfPicture(put(pictures, Topics.CURRENT, record)));
        }
        if (topic.equals(Topics.PATIENTS.name())) {
            return Optional.of(new Subject.OfSettings(put(patients, Topics.PATIENTS, record)));
        }
        if (topic.equals(Topics.DEVICES.name())) {
            put(devices, Topics.DEVICES, record);
        } else if (topic.equals(Topics.PLANS.name())) {
            put(plans, Topics.PLAN_EDITIONS, record);
        }
        return Optional.empty();
    }

    private void put(AlertKey key, @Nullable Alert alert) {
        Map<String, Alert> ofPatient = new HashMap<>(alertsOfPatient.getOrDefault(key.patientId(), Map.of()));
        if (alert == null) {
            alerts.remove(key.alertId());
            ofPatient.remove(key.alertId());
        } else {
            alerts.put(key.alertId(), alert);
            ofPatient.put(key.alertId(), alert);
        }
        if (ofPatient.isEmpty()) {
            alertsOfPatient.remove(key.patientId());
        } else {
            alertsOfPatient.put(key.patientId(), Map.copyOf(ofPatient));
        }
    }

    private static <K, V> K put(Map<K, V> table, Topic<K, V> topic, ConsumerRecord<byte[], byte[]> record)
            throws MalformedRecord {
        K key = topic.key().decode(record.key());
        V value = value(topic, record);
        if (value == null) {
            table.remove(key);
        } else {
            table.put(key, value);
        }
        return key;
    }

    private static <V> @Nullable V value(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record)
            throws MalformedRecord {
        return record.value() == null ? null : topic.value().decode(record.value());
    }
}
