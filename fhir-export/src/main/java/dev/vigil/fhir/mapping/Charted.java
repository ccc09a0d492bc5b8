package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Observation;

/// An admitted reading on its way into a patient's chart.
record Charted(Observation reading, Subject subject, Charting charting) {
}
