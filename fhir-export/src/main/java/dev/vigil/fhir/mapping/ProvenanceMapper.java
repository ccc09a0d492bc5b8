package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.UnitConversion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceAgentComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;

/// Where a reading came from and what was done to it, once something was: a unit converted, a clock corrected, a value
/// amended or withdrawn. A reading that went through as the device wrote it needs none.
final class ProvenanceMapper {

    private static final String PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private ProvenanceMapper() {
    }

    /// @param resources what the reading became
    static Optional<Provenance> map(Charted charted, List<org.hl7.fhir.r4.model.Observation> resources) {
        Observation reading = charted.reading();
        List<String> reasons = reasons(reading);
        if (reasons.isEmpty() || resources.isEmpty()) {
            return Optional.empty();
        }
        Provenance provenance = new Provenance();
        provenance.setId(ResourceIds.ofProvenance(reading.id()));
        resources.forEach(resource -> provenance.addTarget(
                Codes.logical("Observation", Codes.OBSERVATION_SYSTEM, resource.getIdPart())));
        reasons.forEach(reason -> provenance.addReason(Codes.text(reason)));
        provenance.setRecordedElement(WrittenTimes.instant(reading.admittedAt()))
                .addAgent(agent("assembler", "Assembler", Codes.logical("Device", Codes.SOFTWARE_SYSTEM, "vigil")))
                .addAgent(agent("author", "Author", ObservationFrame.device(reading.deviceId())))
                .addEntity(new ProvenanceEntityComponent().setRole(ProvenanceEntityRole.SOURCE)
                        .setWhat(new Reference().setIdentifier(Codes.identifier(Codes.READING_SYSTEM,
                                reading.deviceId().value() + "|" + reading.readingId().value()))));
        return Optional.of(provenance);
    }

    private static List<String> reasons(Observation reading) {
        List<String> reasons = new ArrayList<>();
        reading.measurements().stream().filter(ProvenanceMapper::isConverted).map(measurement -> "Unit of "
                + measurement.vital().key() + " converted from " + measurement.original().unit() + " to "
                + measurement.unit()).distinct().forEach(reasons::add);
        Duration offset = reading.clockOffset();
        if (offset != null && !offset.isZero()) {
            reasons.add("Device clock corrected by " + offset);
        }
        if (reading.revision() > 0) {
            reasons.add(reading.status() == ObservationStatus.ENTERED_IN_ERROR ? "Withdrawn" : "Amended");
        }
        return reasons;
    }

    /// Another spelling of the same unit is no conversion.
    private static boolean isConverted(Measurement measurement) {
        String written = measurement.original().unit();
        if (written == null || measurement.vital().units().isEmpty()) {
            return false;
        }
        UnitConversion canonical = measurement.vital().units().getFirst();
        return !canonical.ucum().equals(written) && !canonical.spellings().contains(written);
    }

    private static ProvenanceAgentComponent agent(String code, String display, Reference who) {
        return new ProvenanceAgentComponent(who)
                .setType(new CodeableConcept(new Coding(PARTICIPANT, code, display)));
    }
}
