package dev.vigil.ingest.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.ingest.SplicedText;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.parse.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirFormatTest {

    private static final Path EXPORTED = Path.of("../fhir-export/src/test/resources/golden");
    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:05Z");
    private static final String HEART_RATE = """
            {"resourceType": "Observation", "status": "final",
             "identifier": [{"system": "urn:example:obs", "value": "p1|hr|1"}],
             "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
             "subject": {"reference": "Patient/p1"}, "device": {"identifier": {"value": "strap-1"}},
             "effectiveDateTime": "2026-11-22T11:40:00.250+01:00",
             "valueQuantity": {"value": 72.0, "system": "http://unitsofmeasure.org", "code": "/min"}}""";
    private static final String PRESSURE = """
            {"resourceType": "Observation", "status": "final", "id": "bp-1", "device": {"reference": "Device/cuff-1"},
             "code": {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "150020"}]},
             "effectiveInstant": "2026-11-22T10:40:00Z", "component": [
              {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
               "valueQuantity": {"value": 16.0, "system": "http://unitsofmeasure.org", "code": "kPa"}},
              {"code": {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "150022"}]},
               "valueQuantity": {"value": 80, "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}},
              {"code": {"coding": [{"system": "http://loinc.org", "code": "8478-0"}]},
               "dataAbsentReason": {"coding": [{"code": "not-a-number"}]}},
              {"code": {"coding": [{"system": "http://loinc.org", "code": "8358-4"}]}, "valueString": "large"}]}""";

    private static final String ANSWERS = """
            {"resourceType": "QuestionnaireResponse", "status": "completed",
             "identifier": {"system": "urn:example:app", "value": "answers-1"},
             "questionnaire": "urn:vigil:questionnaire:heart-failure", "subject": {"reference": "Patient/p1"},
             "authored": "2026-11-22T11:40:00+01:00", "item": [
              {"linkId": "breathlessness", "answer": [{"valueBoolean": true}]},
              {"linkId": "group", "item": [{"linkId": "swelling", "answer": [{"valueCoding":
               {"system": "http://snomed.info/sct", "code": "24484000", "display": "Severe"}}]},
               {"linkId": "pain", "answer": [{"valueInteger": 7}]}]},
              {"linkId": "fatigue"}, {"linkId": "mood", "answer": [{"valueString": "fine"}]}]}""";

    @Test
    void shouldReadAnswersToQuestionsAsMeasurements() {
        Reading reading = accepted(ANSWERS);
        assertThat(spelt(reading)).isEqualTo("breathlessness 1 null, swelling 3 null, pain 7 null");
        assertThat(reading.deviceId().value()).isEqualTo("patient:p1");
        assertThat(reading.takenAt()).isEqualTo(Instant.parse("2026-11-22T10:40:00Z"));
        assertThat(reading.id()).isEqualTo(accepted(ANSWERS.replace("true", "false")).id())
                .isNotEqualTo(accepted(ANSWERS.replace("answers-1", "answers-2")).id());
        assertThat(accepted(ANSWERS.replace("\"status\"", "\"meta\": {\"tag\": [{\"code\": \"HTEST\"}]}, \"status\""))
                .status()).containsExactly(MeasurementStatus.TEST);
        assertThat(bundle("batch", entry(ANSWERS), entry(HEART_RATE))).map(FhirFormatTest::typeOf)
                .containsExactly("accepted", "accepted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "completed; in-progress; malformed status must be completed or amended",
        "authored; written; malformed authored is required", "+01:00; ''; malformed takenAt must be",
        "\"valueBoolean\": true; \"valueString\": \"yes\"; malformed measurements[0].value",
        "{\"valueBoolean\": true}; {\"valueBoolean\": true}, {\"valueBoolean\": false}; malformed item must hold one",
        "24484000; 255604002; malformed measurements[1].value", "Patient/p1; Patient?x; malformed device is required",
        "QuestionnaireResponse; Questionnaire; malformed resourceType must be QuestionnaireResponse",
        "\"item\": [; \"items\": [; unknown-vital item must hold an answer"})
    void shouldRefuseAnswersByName(String from, String to, String expected) {
        assertThat(refusal(ANSWERS.replaceFirst(Pattern.quote(from), to))).startsWith(expected);
    }

    @Test
    void shouldReadAVitalSign() {
        Reading reading = accepted(HEART_RATE);
        assertThat(reading.deviceId().value()).isEqualTo("strap-1");
        assertThat(reading.takenAt()).isEqualTo(Instant.parse("2026-11-22T10:40:00.250Z"));
        assertThat(spelt(reading)).isEqualTo("heart-rate 72.0 /min");
        assertThat(reading.status()).isEmpty();
        assertThat(reading.id()).isEqualTo(accepted(HEART_RATE.replace("72.0", "73")).id())
                .isNotEqualTo(accepted(HEART_RATE.replace("p1|hr|1", "p1|hr|2")).id());
    }

    @ParameterizedTest
    @CsvSource({"8331-1, 37.1, Cel, body-temperature", "8333-7, 98.6, [degF], body-temperature",
        "3141-9, 81.2, kg, body-weight", "3137-7, 171, cm, body-height", "59408-5, 97, %, oxygen-saturation",
        "2339-0, 99, mg/dL, blood-glucose", "99504-3, 101, mg/dL, blood-glucose",
        "105272-9, 5.6, mmol/L, blood-glucose"})
    void shouldKnowAVitalByTheCodesOfHowAndWhereItWasMeasured(String code, String value, String unit, String vital) {
        assertThat(spelt(accepted(HEART_RATE.replace("8867-4", code).replace("72.0", value)
                .replace("\"code\": \"/min\"", "\"code\": \"" + unit + "\""))))
                .isEqualTo(vital + " " + value + " " + unit);
    }

    @Test
    void shouldReadAPanelAndWhatItLacks() {
        Reading reading = accepted(PRESSURE);
        assertThat(spelt(reading)).isEqualTo("systolic-bp 16.0 kPa, diastolic-bp 80 mm[Hg]");
        assertThat(reading.deviceId().value()).isEqualTo("cuff-1");
        assertThat(reading.id().value()).isEqualTo("bp-1");
    }

    @Test
    void shouldTellThePulseFromTheHeartByTheDevicesOwnCode() {
        assertThat(spelt(accepted(HEART_RATE.replace("{\"system\": \"http://loinc.org\", \"code\": \"8867-4\"}",
                "{\"system\": \"http://loinc.org\", \"code\": \"8867-4\"},"
                        + "{\"system\": \"urn:iso:std:iso:11073:10101\", \"code\": \"149530\"}"))))
                .startsWith("pulse-rate ");
    }

    @Test
    void shouldReadALevelOfConsciousness() {
        String answer = HEART_RATE.replace("8867-4", "67775-7").replaceFirst("\"valueQuantity\": \\{[^}]*}",
                "\"valueCodeableConcept\": {\"coding\": [{\"system\": \"http://loinc.org\", \"code\": \"LA6560-2\"}]}");
        assertThat(spelt(accepted(answer))).isEqualTo("consciousness C null");
        assertThat(refusal(answer.replace("LA6560-2", "LA1-1"))).contains("must be a LOINC answer of 67775-7");
    }

    @Test
    void shouldGiveASubjectWithoutADeviceAVirtualOne() {
        String subject = HEART_RATE.replace("\"device\": {\"identifier\": {\"value\": \"strap-1\"}},", "");
        assertThat(accepted(subject).deviceId().value()).isEqualTo("patient:p1");
        assertThat(accepted(subject.replace("Patient/p1", "http://ehr.example.org/fhir/Patient/p1/_history/3"))
                .deviceId().value()).isEqualTo("patient:p1");
        String byNumber = subject.replace("\"reference\": \"Patient/p1\"",
                "\"identifier\": {\"system\": \"urn:oid:1.2.3\", \"value\": \"MRN 77\"}");
        assertThat(accepted(byNumber).deviceId().value()).startsWith("patient:").doesNotContain("77")
                .isEqualTo(accepted(byNumber).deviceId().value())
                .isNotEqualTo(accepted(byNumber.replace("1.2.3", "1.2.4")).deviceId().value());
        assertThat(refusal(subject.replace("Patient/p1", "Patient?identifier=x"))).startsWith("malformed device");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"status\": \"final\"; \"status\": \"preliminary\"; QUESTIONABLE",
        "\"status\": \"final\"; \"status\": \"preliminary\","
                + " \"interpretation\": [{\"coding\": [{\"code\": \"early-indication\"}]}]; EARLY",
        "\"status\": \"final\"; \"interpretation\": [{\"coding\": [{\"code\": \"questionable\"}]}],"
                + " \"status\": \"final\"; QUESTIONABLE",
        "\"status\": \"final\"; \"status\": \"final\", \"meta\": {\"security\": [{\"code\": \"HTEST\"}]}; TEST",
        "\"status\": \"final\"; \"status\": \"final\", \"meta\": {\"tag\": [{\"code\": \"HTEST\"}]}; TEST"})
    void shouldKeepWhatIsSaidAgainstAReading(String from, String to, MeasurementStatus expected) {
        assertThat(accepted(HEART_RATE.replace(from, to)).status()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"status\": \"final\"; \"status\": \"entered-in-error\"; malformed status must not be entered-in-error",
        "\"status\": \"final\"; \"status\": \"cancelled\"; malformed status must be",
        "\"status\": \"final\"; \"state\": 7; malformed status must be", "8867-4; 85354-9; unknown-vital code must be",
        "loinc.org; loinc.com; unknown-vital code must be", "\"/min\"; \"/h\"; unknown-unit measurements[0].unit",
        "\"code\": \"/min\"; \"unit\": \"/min\"; unknown-unit measurements[0].unit of heart-rate is required",
        "http://unitsofmeasure.org; urn:mdc; unknown-unit valueQuantity.system", "72.0; \"72\"; malformed measurements",
        "72.0; {}; malformed measurements[0].value", "\"value\": 72.0; \"worth\": 1; malformed valueQuantity.value",
        "72.0; 1e400; malformed measurements[0].value",
        "\"value\": 72; \"comparator\": \">\", \"value\": 72; malformed",
        "T11:40:00.250+01:00; ''; malformed takenAt must be", "+01:00; ''; malformed takenAt must be",
        "effectiveDateTime; effectiveTiming; malformed effectiveDateTime is required",
        "valueQuantity; valueSampledData; malformed valueQuantity.value",
        "Observation\"; Patient\"; malformed resource",
        "strap-1; strap 1; malformed deviceId", "\"device\": {; \"device\": {\"display\": \"x\", \"x\": {; unreadable",
        "\"identifier\": {\"value\": \"strap-1\"}; \"display\": \"a strap\"; malformed device must have"})
    void shouldRefuseByName(String from, String to, String expected) {
        assertThat(refusal(HEART_RATE.replace(from, to))).startsWith(expected);
    }

    @Test
    void shouldCallAnAbsentValueTechnical() {
        assertThat(refusal(HEART_RATE.replaceFirst("\"valueQuantity\": \\{[^}]*}",
                "\"dataAbsentReason\": {\"coding\": [{\"code\": \"error\"}]}")))
                .isEqualTo("technical The device measured nothing: heart-rate has a dataAbsentReason.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"heart-rate", "oxygen-saturation", "blood-pressure", "blood-pressure-without-diastolic",
        "body-temperature-late", "blood-glucose", "consciousness", "oxygen-flow", "pain", "breathlessness"})
    void shouldReadWhatVigilItselfExports(String golden) throws IOException {
        assertThat(accepted(Files.readString(EXPORTED.resolve(golden + ".json"))).measurements()).isNotEmpty();
    }

    @Test
    void shouldFindTheDeviceWithinTheBundle() {
        String observation = HEART_RATE.replace("{\"identifier\": {\"value\": \"strap-1\"}}",
                "{\"reference\": \"urn:uuid:1\"}");
        List<Checked> readings = bundle("batch", entry(observation),
                """
                {"fullUrl": "urn:uuid:1",
                 "resource": {"resourceType": "Device", "identifier": [{"value": "strap-9"}]}}""");
        assertThat(readings).singleElement().satisfies(reading -> assertThat(
                ((Checked.Accepted) reading).reading().deviceId().value()).isEqualTo("strap-9"));
        assertThat(refusal(observation)).startsWith("malformed device must have");
        String contained = HEART_RATE.replace("{\"identifier\": {\"value\": \"strap-1\"}}", """
                {"reference": "#d"}, "contained": [{"id": "d", "identifier": [{"value": "strap-8"}]}]""");
        assertThat(accepted(contained).deviceId().value()).isEqualTo("strap-8");
    }

    @Test
    void shouldTakeATransactionAsAWholeOrNotAtAll() {
        String bad = HEART_RATE.replace("8867-4", "1-1");
        assertThat(bundle("batch", entry(HEART_RATE), entry(bad), entry(PRESSURE))).map(FhirFormatTest::typeOf)
                .containsExactly("accepted", "unknown-vital", "accepted");
        assertThat(bundle("transaction", entry(HEART_RATE), entry(bad))).map(FhirFormatTest::typeOf)
                .containsExactly("transaction", "unknown-vital");
        assertThat(bundle("transaction", entry(HEART_RATE), "{\"resource\": {\"resourceType\": \"Group\"}}"))
                .map(FhirFormatTest::typeOf).containsExactly("transaction");
        assertThat(bundle("transaction", entry(HEART_RATE), entry(PRESSURE),
                "{\"resource\": {\"resourceType\": \"Patient\"}}")).map(FhirFormatTest::typeOf)
                .containsExactly("accepted", "accepted");
    }

    @Test
    void shouldReadNothingElse() {
        for (String body : List.of("", "{}", "[]", "null", "7", "{\"resourceType\": \"Bundle\"}",
                "{\"resourceType\": \"Bundle\", \"type\": \"collection\", \"entry\": []}")) {
            assertThat(read(FhirFormat.ofBundle(9), body)).as(body).isInstanceOf(Body.Unreadable.class);
        }
        assertThat(read(FhirFormat.ofBundle(1), bundleOf("batch", entry(HEART_RATE), entry(PRESSURE))))
                .isInstanceOf(Body.TooMany.class);
    }

    @Test
    void shouldAnswerAnyBytesWithReadingsOrARefusal() {
        Random random = new Random(20261123);
        List<String> seeds =
                List.of(HEART_RATE, PRESSURE, ANSWERS, bundleOf("batch", entry(HEART_RATE), entry(PRESSURE)));
        for (int run = 0; run < 20_000; run++) {
            String body = SplicedText.of(seeds.get(random.nextInt(seeds.size())), random);
            FhirFormat format = random.nextBoolean() ? formatOf(body) : FhirFormat.ofBundle(9);
            assertThat(read(format, body)).as("run %d: %s", run, body).isNotNull();
        }
    }

    private static String bundleOf(String type, String... entries) {
        return "{\"resourceType\": \"Bundle\", \"type\": \"" + type + "\", \"entry\": [" + String.join(",", entries)
                + "]}";
    }

    private static String entry(String resource) {
        return "{\"resource\": " + resource + ", \"request\": {\"method\": \"POST\", \"url\": \"Observation\"}}";
    }

    private static List<Checked> bundle(String type, String... entries) {
        return ((Body.Readings) read(FhirFormat.ofBundle(9), bundleOf(type, entries))).readings();
    }

    private static Body read(FhirFormat format, String body) {
        Receipt receipt = new Receipt(RECEIVED, null, Sender.ANYONE, Door.FHIR);
        return format.read(body.getBytes(StandardCharsets.UTF_8), draft -> ReadingCheck.check(draft, receipt));
    }

    private static FhirFormat formatOf(String resource) {
        return FhirFormat.of(resource.contains("authored") || resource.contains("Questionnaire")
                ? ReadingResource.QUESTIONNAIRE_RESPONSE : ReadingResource.OBSERVATION);
    }

    private static Reading accepted(String observation) {
        Checked checked = ((Body.Readings) read(formatOf(observation), observation)).readings().getFirst();
        assertThat(checked).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) checked).reading();
    }

    private static String refusal(String observation) {
        return switch (read(formatOf(observation), observation)) {
            case Body.Readings(var readings) when readings.getFirst() instanceof Checked.Rejected(var refusal) ->
                refusal.type().code() + " " + refusal.detail();
            case Body.Readings readings -> "accepted";
            case Body.Unreadable(String detail) -> "unreadable " + detail;
            case Body.TooMany tooMany -> "too many";
        };
    }

    private static String typeOf(Checked checked) {
        return checked instanceof Checked.Rejected(var refusal) ? refusal.type().code() : "accepted";
    }

    private static String spelt(Reading reading) {
        return reading.measurements().stream().flatMap(FhirFormatTest::spelt).collect(Collectors.joining(", "));
    }

    private static Stream<String> spelt(RawMeasurement raw) {
        return Stream.of(raw.vital() + " " + switch (raw.value()) {
            case RawValue.Decimal(var value) -> value.toPlainString();
            case RawValue.Text(var text) -> text;
        } + " " + raw.unit());
    }
}
