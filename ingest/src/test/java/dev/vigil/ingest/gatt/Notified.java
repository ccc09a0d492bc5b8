package dev.vigil.ingest.gatt;

import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.parse.Body;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// What becomes of bytes that a device notified.
record Notified(Checked checked) {

    static final Instant RECEIVED = Instant.parse("2026-01-15T08:31:00Z");
    static final TimeOfTaking AT_RECEIPT = new TimeOfTaking(RECEIVED.toString(), null, null);

    static Notified of(Characteristic characteristic, String hex, TimeOfTaking time) {
        return of(characteristic, HexFormat.of().parseHex(hex.replace(" ", "")), time);
    }

    static Notified of(Characteristic characteristic, byte[] bytes, TimeOfTaking time) {
        Receipt receipt = new Receipt(RECEIVED, null, Sender.ANYONE, Door.GATT);
        Body body = new GattFormat("ble-1", characteristic, time)
                .read(bytes, draft -> ReadingCheck.check(draft, receipt));
        return new Notified(((Body.Readings) body).readings().getFirst());
    }

    Reading reading() {
        return ((Checked.Accepted) checked).reading();
    }

    String spelt() {
        return switch (checked) {
            case Checked.Accepted(Reading reading) -> reading.measurements().stream().map(Notified::spelt)
                    .collect(Collectors.joining(", "))
                    + reading.status().stream().map(MeasurementStatus::code).map(code -> " " + code)
                            .collect(Collectors.joining());
            case Checked.Rejected(var refusal) -> refusal.type().code() + " " + refusal.detail();
        };
    }

    private static String spelt(RawMeasurement measurement) {
        return measurement.vital() + " " + switch (measurement.value()) {
            case RawValue.Decimal(var value) -> value.toPlainString();
            case RawValue.Text(var text) -> text;
        } + " " + measurement.unit();
    }
}
