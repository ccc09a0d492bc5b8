package dev.vigil.alerts.view;

import dev.vigil.domain.id.PatientId;
import org.apache.kafka.common.TopicPartition;

/// The newest word on one thing, and where it was written.
///
/// @param order in which this node heard it
public record Change(long order, Subject subject, TopicPartition partition, long offset) {

    /// What has changed.
    public sealed interface Subject {

        PatientId patientId();

        /// An alert, and with it the patient's row.
        record OfAlert(PatientId patientId, String alertId) implements Subject {
        }

        /// The patient's latest picture.
        record OfPicture(PatientId patientId) implements Subject {
        }

        /// The patient's settings.
        record OfSettings(PatientId patientId) implements Subject {
        }

        /// The patient's alerts: one of them is no longer kept.
        record OfForgottenAlert(PatientId patientId) implements Subject {
        }
    }
}
