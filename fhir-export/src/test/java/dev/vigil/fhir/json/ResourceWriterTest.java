package dev.vigil.fhir.json;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.vigil.fhir.mapping.RandomReadings;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// HAPI's encoder says what is right.
class ResourceWriterTest {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    private final ResourceWriter writer = new ResourceWriter();

    @Test
    void shouldWriteEveryReadingAsHapiDoes() throws IOException {
        RandomReadings readings = new RandomReadings(28);
        for (int i = 0; i < 3_000; i++) {
            var reading = readings.next();
            for (Resource resource : ReadingMapper.map(reading, Subject.of(reading.patientId(), null, i % 2 == 0))) {
                assertSame(resource);
            }
        }
    }

    static Stream<Path> everyKindThatIsExported() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("everyKindThatIsExported")
    void shouldWriteEveryKindAsHapiDoes(Path golden) throws IOException {
        assertSame((Resource) CONTEXT.newJsonParser().parseResource(Files.readString(golden)));
    }

    @Test
    void shouldWriteWhatIsRareAsHapiDoes() throws IOException {
        Patient patient = new Patient();
        patient.setId("p-1");
        patient.getBirthDateElement().setValueAsString("1951-03");
        patient.getBirthDateElement()
                .addExtension(new Extension("urn:x", new DateTimeType("2026-11-22T10:41:03.120Z")));
        patient.addName().addGiven("Ada").addGiven("\"Zoë\"\n").setFamily("O'Neil");
        patient.getName().get(0).getGiven().get(1).addExtension(new Extension("urn:y", new BooleanType(true)));
        patient.getName().get(0).getGiven().add(new StringType());
        patient.getText().setDivAsString("<div>A &lt; B</div>");
        patient.setMultipleBirth(new IntegerType(2));
        patient.addExtension(new Extension("urn:z", new DecimalType("71.00")));
        patient.addExtension(new Extension("urn:n", new PositiveIntType(3)));
        patient.getMeta().addTag(new Coding("s", "c", null)).addProfile("http://p").setVersionId("4");
        patient.addContact();
        assertSame(patient);
        assertThat(writer.write(patient)).doesNotContain("\n")
                .startsWith("{\"resourceType\":\"Patient\",\"id\":\"p-1\",")
                .contains("71.00");
    }

    @Test
    void shouldWriteContainedAndPrimitiveListsAsHapiDoes() throws IOException {
        Provenance provenance = new Provenance();
        provenance.setId("x");
        Organization author = new Organization();
        author.setId("#org");
        author.setName("Ward");
        provenance.addContained(author);
        provenance.addPolicy("http://a").addPolicy("http://b").addTarget(new Reference("Observation/1"));
        provenance.addAgent().setWho(new Reference("#org"));
        provenance.addSignature().setSigFormatElement(new CodeType("application/jose"))
                .setData(new byte[] {1, 2, 3});
        assertSame(provenance);
    }

    private void assertSame(Resource resource) throws IOException {
        String hapi = CONTEXT.newJsonParser().encodeResourceToString(resource);
        String ours = writer.write(resource);
        assertThat(Json.mapper().readTree(ours)).isEqualTo(Json.mapper().readTree(hapi));
        Resource again = (Resource) CONTEXT.newJsonParser().parseResource(ours);
        assertThat(again.equalsDeep((Resource) CONTEXT.newJsonParser().parseResource(hapi))).isTrue();
        assertThat(List.of(ours.split("\n"))).hasSize(1);
    }
}
