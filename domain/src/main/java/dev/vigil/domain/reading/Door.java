package dev.vigil.domain.reading;

/// The way a reading came in.
public enum Door {
    HTTP, MQTT, GATT, FHIR, OPENMHEALTH, KAFKA, MAPPED
}
