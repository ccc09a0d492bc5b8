package dev.vigil.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReadingCheckTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:05Z");
    private static final Receipt RECEIPT = new Receipt(RECEIVED, null,
            new Sender("gw-1", new DeviceScope.All()), Door.HTTP);
    private static final String WHOLE = """
            {"deviceId": "d", "id": "i", "takenAt": "2026-11-22T10:41:03Z", "takenAgo": null, "battery": 1,
             "signalQuality": 0.0, "sentAt": "2026-11-22T10:41:04Z",
             "measurements": [{"vital": "heart-rate", "value": 71, "unit": "/min"}]}""";

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvFileSource(resources = "/refusals.csv", delimiter = '~', quoteCharacter = '`', numLinesToSkip = 1)
    void shouldNameWhatIsWrongAndWhereAndWhatIsAccepted(String part, String wrong, String field, String detail) {
        String reading = WHOLE.replace(part, wrong == null ? "" : wrong);
        assertThat(reading).isNotEqualTo(WHOLE);
        assertThat(refusal(reading)).isEqualTo(new Refusal(Refusal.Type.MALFORMED, field + " " + detail, field,
                detail.contains("A, C, V") ? "A, C, V, P, U" : null));
    }

    @ParameterizedTest
    @EnumSource(Vital.class)
    void shouldTakeEveryUnitOfTheCatalogueAndNoOther(Vital vital) {
        for (UnitConversion unit : vital.units()) {
            Stream.concat(Stream.of(unit.ucum()), unit.spellings().stream()).forEach(spelling -> assertThat(
                    accepted(measuring(vital, spelling)).measurements().getFirst().unit()).isEqualTo(spelling));
        }
        assertThat(refusal(measuring(vital, "furlong")).type()).isEqualTo(Refusal.Type.UNKNOWN_UNIT);
        assertThat(refusal(measuring(vital, "")).type()).isEqualTo(Refusal.Type.UNKNOWN_UNIT);
        String withoutUnit = measuring(vital, "x").replace(", \"unit\": \"x\"", "");
        if (vital.unitOptional()) {
            assertThat(accepted(withoutUnit).measurements().getFirst().unit()).isNull();
        } else {
            assertThat(refusal(withoutUnit).detail()).contains("is required: one of " + vital.unit());
        }
    }

    @Test
    void shouldListTheVitalsItKnows() {
        Refusal refusal = refusal(WHOLE.replace("heart-rate", "mood"));
        assertThat(refusal.type()).isEqualTo(Refusal.Type.UNKNOWN_VITAL);
        assertThat(refusal.detail()).contains("heart-rate, pulse-rate").doesNotContain("mood");
    }

    @Test
    void shouldTakeUpToThirtyTwoMeasurements() {
        String one = "{\"vital\": \"heart-rate\", \"value\": 71, \"unit\": \"/min\"}";
        assertThat(accepted(WHOLE.replace(one, String.join(",", Collections.nCopies(32, one)))).measurements())
                .hasSize(32);
        assertThat(refusal(WHOLE.replace(one, String.join(",", Collections.nCopies(33, one)))).field())
                .isEqualTo("measurements");
        assertThat(refusal(WHOLE.replace(one, String.join(",", Collections.nCopies(5000, one)))).field())
                .isEqualTo("measurements");
    }

    @Test
    void shouldKeepWhatTheDeviceWroteToTheLastDigit() {
        Reading reading = accepted(WHOLE.replace("71", "71.500"));
        assertThat(reading.measurements().getFirst().value()).hasToString("Decimal[value=71.500]");
        assertThat(reading.gateway()).isEqualTo("gw-1");
        assertThat(reading.sentAt()).isEqualTo(Instant.parse("2026-11-22T10:41:04Z"));
    }

    @Test
    void shouldKeepWhichOfItsUsersTheDeviceMeasured() {
        assertThat(accepted(WHOLE).user()).isNull();
        assertThat(accepted(ofUser("0")).user()).isZero();
        assertThat(accepted(ofUser("254")).user()).isEqualTo(254);
        assertThat(accepted(ofUser("255")).user()).as("it does not know").isNull();
        for (String wrong : new String[] {"256", "-1", "1.5", "\"2\"", "1e2", "true"}) {
            assertThat(refusal(ofUser(wrong))).as(wrong).isEqualTo(new Refusal(Refusal.Type.MALFORMED,
                    "user must be a whole number from 0 to 255", "user", null));
        }
        String without = "\"id\": null";
        assertThat(accepted(ofUser("1").replace("\"id\": \"i\"", without)).id())
                .isNotEqualTo(accepted(ofUser("2").replace("\"id\": \"i\"", without)).id());
    }

    private static String ofUser(String number) {
        return WHOLE.replace("{\"deviceId\"", "{\"user\": " + number + ", \"deviceId\"");
    }

    @Test
    void shouldTakeTheSendersClockFromTheMessageWhereTheReadingHasNone() {
        Instant sent = RECEIVED.minusSeconds(1);
        String reading = WHOLE.replace("\"sentAt\": \"2026-11-22T10:41:04Z\"", "\"sentAt\": null");
        assertThat(accepted(reading, new Receipt(RECEIVED, sent, Sender.ANYONE, Door.HTTP)).sentAt()).isEqualTo(sent);
    }

    @Test
    void shouldIdentifyAReadingWithoutClockBySendersClockOrReceipt() {
        String clockless = WHOLE.replace("\"id\": \"i\"", "\"id\": null")
                .replace("\"takenAt\": \"2026-11-22T10:41:03Z\", \"takenAgo\": null", "\"takenAgo\": \"PT5S\"");
        String resent = clockless.replace("PT5S", "PT9S").replace("10:41:04Z", "10:41:08Z");
        assertThat(accepted(clockless).takenAgo()).isEqualTo(Duration.ofSeconds(5));
        assertThat(accepted(resent).id()).isEqualTo(accepted(clockless).id());
        String bare = clockless.replace("\"sentAt\": \"2026-11-22T10:41:04Z\"", "\"sentAt\": null");
        assertThat(accepted(bare, new Receipt(RECEIVED.plusSeconds(60), null, Sender.ANYONE, Door.HTTP)).id())
                .as("the next of equal readings is another reading").isNotEqualTo(accepted(bare).id());
    }

    @Test
    void shouldNotTakeWhatWaitedSinceLastNightForOneOfNow() {
        String waited = WHOLE.replace("\"takenAt\": \"2026-11-22T10:41:03Z\", \"takenAgo\": null",
                "\"takenAgo\": \"PT5M\", \"replaces\": \"r-0\"").replace("10:41:04Z", "04:41:04Z");
        assertThat(checkedAsWaiting(waited, null)).isInstanceOfSatisfying(Checked.Accepted.class, accepted -> {
            assertThat(accepted.reading().reportedTime()).isEqualTo(Instant.parse("2026-11-22T04:36:04Z"));
            assertThat(accepted.reading().replaces()).isNotNull();
        });
        String unsaid = waited.replace("sentAt", "sent");
        assertThat(checkedAsWaiting(unsaid, RECEIVED)).isInstanceOf(Checked.Accepted.class);
        assertThat(checkedAsWaiting(unsaid, null)).isInstanceOfSatisfying(Checked.Rejected.class,
                rejected -> assertThat(rejected.refusal().field()).isEqualTo("sentAt"));
        assertThat(checkedAsWaiting(WHOLE.replace("sentAt", "sent"), null)).as("a time of its own")
                .isInstanceOf(Checked.Accepted.class);
    }

    @Test
    void shouldRefuseADeviceThatTheSenderMayNotPushFor() {
        Sender sender = new Sender("gw-1", new DeviceScope.Only(Set.of(new DeviceId("d"))));
        Receipt receipt = new Receipt(RECEIVED, null, sender, Door.HTTP);
        assertThat(accepted(WHOLE, receipt).deviceId()).isEqualTo(new DeviceId("d"));
        assertThat(checked(WHOLE.replace("\"d\"", "\"e\""), receipt)).isEqualTo(new Checked.Rejected(
                new Refusal(Refusal.Type.DEVICE_NOT_ALLOWED, "deviceId is not one that this credential may push for",
                        "deviceId", null)));
    }

    private static String measuring(Vital vital, String unit) {
        return WHOLE.replace("heart-rate", vital.key()).replace("71", vital.coded() ? "\"A\"" : "71")
                .replace("/min", unit);
    }

    private static Reading accepted(String json) {
        return accepted(json, RECEIPT);
    }

    private static Reading accepted(String json, Receipt receipt) {
        Checked checked = checked(json, receipt);
        assertThat(checked).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) checked).reading();
    }

    private static Refusal refusal(String json) {
        Checked checked = checked(json, RECEIPT);
        assertThat(checked).isInstanceOf(Checked.Rejected.class);
        return ((Checked.Rejected) checked).refusal();
    }

    private static Checked checkedAsWaiting(String json, @Nullable Instant sentAt) {
        Receipt receipt = new Receipt(RECEIVED, sentAt, Sender.ANYONE, Door.MQTT);
        return checked(json, draft -> ReadingCheck.checkWaited(draft, receipt));
    }

    private static Checked checked(String json, Receipt receipt) {
        return checked(json, draft -> ReadingCheck.check(draft, receipt));
    }

    private static Checked checked(String json, Function<Draft, Checked> check) {
        Body body = new BodyParser(1).json(json.getBytes(StandardCharsets.UTF_8), check);
        return ((Body.Readings) body).readings().getFirst();
    }
}
