package dev.vigil.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.domain.admission.DeviceClock;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.ParkedReading;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.admission.SeenContents;
import dev.vigil.domain.admission.Timing;
import dev.vigil.domain.admission.Weighing;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import dev.vigil.domain.vital.RawValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is kept reads back as it was, and what version 1 wrote once is read for ever.
class AdmissionStateTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:41:04.250000001Z");
    private static final DeviceId CUFF = new DeviceId("cuff");
    private static final ReadingId FIRST = new ReadingId("1");

    private static final DeviceState DEVICE = new DeviceState(
            List.of(new Assignment(new PatientId("ada"), AT, AT.plusSeconds(1)),
                    new Assignment(new PatientId("bob"), AT.plusSeconds(1), null)),
            new DeviceClock(Duration.ofMillis(-1500), Duration.ofMinutes(6), 5, AT, AT.plusSeconds(600)), 300);

    private static final String DEVICE_VERSION_1 = "01ac0201fffffffffffffffe80cab5ee01000000000000016800050000"
            + "00006b02c6c081e59a77000000006b02c91881e59a770203616461000000006b02c6c081e59a7701000000006b02c6c181e59a"
            + "7703626f62000000006b02c6c181e59a7700";

    @Test
    void shouldKeepADevice() {
        DeviceStateCodec codec = new DeviceStateCodec();
        DeviceState scale = new DeviceState(DEVICE.assignments(), DEVICE.clock(), 1,
                List.of(new Weighing(AT, FIRST), new Weighing(AT.plusSeconds(1), new ReadingId("2"))));

        assertThat(codec.decode(codec.encode(DEVICE))).isEqualTo(DEVICE);
        assertThat(codec.decode(codec.encode(scale))).isEqualTo(scale);
        DeviceState shared = new DeviceState(List.of(new Assignment(new PatientId("ada"), AT, null, 0),
                new Assignment(new PatientId("bob"), AT, null, 254)), DEVICE.clock(), 1);
        assertThat(codec.decode(codec.encode(shared))).isEqualTo(shared);
        assertThat(codec.decode(codec.encode(DeviceState.unknown()))).isEqualTo(DeviceState.unknown());
    }

    @Test
    void shouldReadWhatVersionOneWrote() {
        assertThat(new DeviceStateCodec().decode(HexFormat.of().parseHex(DEVICE_VERSION_1))).isEqualTo(DEVICE);
        assertThat(new DeviceStateCodec().decode(HexFormat.of().parseHex("02" + DEVICE_VERSION_1.substring(2)
                + "01" + "000000006b02c6c081e59a77" + "0131"))).as("version 2, with a weighing")
                .extracting(DeviceState::weighings).isEqualTo(List.of(new Weighing(AT, FIRST)));
    }

    @Test
    void shouldKeepAReadingOfEveryFateInFewBytes() {
        RememberedReadingCodec codec = new RememberedReadingCodec();
        String id = Observation.idOf(new PatientId("ada"), CUFF, FIRST);
        RememberedReading remembered = new RememberedReading(-42, 20_000, new ReadingOutcome(CUFF, FIRST, AT, AT,
                List.of(new OfMeasurement("systolic-bp", Fate.ADMITTED, null, id),
                        new OfMeasurement("body-temperature", Fate.QUARANTINED, QuarantineReason.IMPLAUSIBLE, null),
                        new OfMeasurement("püls", Fate.QUARANTINED, QuarantineReason.UNKNOWN_VITAL, null)),
                3, 200));

        assertThat(codec.decode(codec.encode(remembered))).isEqualTo(remembered);
        assertThat(codec.encode(remembered).length).isLessThan(140);
    }

    @Test
    void shouldKnowEveryFateAndReason() {
        RememberedReadingCodec codec = new RememberedReadingCodec();
        for (Fate fate : Fate.values()) {
            for (QuarantineReason reason : QuarantineReason.values()) {
                RememberedReading remembered = new RememberedReading(1, 20_000, new ReadingOutcome(CUFF, FIRST, AT, AT,
                        List.of(new OfMeasurement("pain", fate, reason, null)), 0, 0));
                assertThat(codec.decode(codec.encode(remembered))).isEqualTo(remembered);
            }
        }
    }

    @Test
    void shouldKeepContentsInEightBytesEach() {
        SeenContentsCodec codec = new SeenContentsCodec();
        SeenContents seen = SeenContents.none().with(7, AT).with(-3, AT).with(7, AT).with(Long.MAX_VALUE, AT);

        SeenContents kept = codec.decode(codec.encode(seen));

        assertThat(kept.contents()).containsExactly(-3, 7, Long.MAX_VALUE);
        assertThat(kept.keptAt()).isEqualTo(AT);
        assertThat(kept.contains(7)).isTrue();
        assertThat(kept.contains(8)).isFalse();
        assertThat(codec.encode(seen)).hasSizeLessThan(20 + 3 * Long.BYTES);
    }

    @Test
    void shouldKeepAParkedReadingWithItsTiming() {
        ParkedReadingCodec codec = new ParkedReadingCodec();
        Reading reading = new Reading(CUFF, FIRST, AT, null,
                List.of(new RawMeasurement("pain", new RawValue.Decimal(BigDecimal.TWO), null)), null, null, null, AT,
                null, Door.HTTP);
        ParkedReading parked = new ParkedReading(reading, new Timing(AT.minusSeconds(5), Duration.ofSeconds(-5), AT),
                AT.plusSeconds(86_400));

        assertThat(codec.decode(codec.encode(parked))).isEqualTo(parked);
    }

    @Test
    void shouldRefuseStateOfAnotherVersionAndStateThatWasCut() {
        byte[] newer = new DeviceStateCodec().encode(DEVICE);
        newer[0] = 9;
        assertThatThrownBy(() -> new DeviceStateCodec().decode(newer)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
        byte[] whole = new DeviceStateCodec().encode(DEVICE);
        assertThatThrownBy(() -> new DeviceStateCodec().decode(Arrays.copyOf(whole, whole.length - 3)))
                .isInstanceOf(IllegalStateException.class);
    }
}
