package dev.vigil.fhir.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import dev.vigil.fhir.json.ResourceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/// What people and devices write into names and notes never makes a resource that a server cannot read.
class HostileTextTest {

    private static final String ODD = "\u0000\u0001\b\t\n\r\u001f\"\\/<>&'|,$ \u007f\u0085\u00a0\u2028é漢🫀\ud83e\ufeff";
    private static final int ROUNDS = 300;

    private final Random random = new Random(97);

    @Test
    void shouldWriteWhateverIsTypedAsAResourceThatIsReadAndValid() {
        IParser strict = FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        ResourceWriter writer = new ResourceWriter();
        List<Resource> read = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (DomainResource resource : typed(round)) {
                String written = writer.write(resource);
                assertThat(written).doesNotContainPattern("\\\\u00[01]");
                read.add((Resource) strict.parseResource(written));
            }
        }
        assertThat(new R4Validator().messages(read, ResultSeverityEnum.ERROR)).isEmpty();
    }

    private List<DomainResource> typed(int round) {
        Alert alert = Samples.alert(new AlertState.Active());
        Alert noted = new Alert(alert.id() + round, alert.patientId(), alert.kind(), alert.priority(), alert.state(),
                alert.raisedAt(), alert.at(), alert.signals(), alert.escalation(),
                List.of(new AlertEntry(alert.at(), "comment", text(), text(), "c-" + round)));
        Device device = new Device(Samples.DEVICE, text(), text(), text(), List.of());
        Patient patient = Samples.patient();
        Patient numbered = new Patient(patient.patientId(), patient.birthDate(), text(), text(), null, null, List.of(),
                List.of(new PatientIdentifier("urn:mrn", text())), patient.settings());
        var map = List.of(DetectedIssueMapper.map(noted, Samples.SUBJECT),
                DeviceMapper.map(device.deviceId(), device), PatientMapper.map(patient.patientId(), numbered),
                FlagMapper.map(noted, Subject.of(patient.patientId(), numbered, true)));
        map.forEach(resource -> resource.setId(new UUID(round, resource.fhirType().hashCode()).toString()));
        return map;
    }

    private String text() {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(ODD.codePointAt(random.nextInt(ODD.length())));
        }
        return text.toString();
    }
}
