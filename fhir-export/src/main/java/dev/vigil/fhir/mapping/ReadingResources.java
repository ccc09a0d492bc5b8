package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Observation;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DomainResource;

/// Everything that one admitted reading becomes.
public final class ReadingResources {

    private ReadingResources() {
    }

    public static List<DomainResource> map(Observation reading, Subject subject, Charting charting) {
        var observations = ReadingMapper.map(reading, subject, charting);
        List<DomainResource> resources = new ArrayList<>(observations);
        ProvenanceMapper.map(new Charted(reading, subject, charting), observations).ifPresent(resources::add);
        return resources;
    }
}
