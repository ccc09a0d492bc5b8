package dev.vigil.domain.admission;

import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What a reading says, as 64 bits of its SHA-256: its id, the device's own time and user, vitals, values and units.
///
/// The order of the measurements says nothing, as in the identity of a reading without an id.
///
/// What only describes the sending (`sentAt`, battery, the door, a `takenAgo` that grows while it waits) is no
/// content: a resend differs in it. `98.60` and `98.6` are the same value.
public final class ReadingContent {

    private ReadingContent() {
    }

    public static long of(Reading reading) {
        StringBuilder content = new StringBuilder(reading.id().value());
        content.append('|').append(reading.takenAt() == null ? "" : reading.takenAt());
        if (reading.replaces() != null) {
            append(content, "replaces " + reading.replaces());
        }
        if (reading.user() != null) {
            append(content, "user " + reading.user());
        }
        String[] texts = new String[reading.measurements().size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(reading.measurements().get(i));
        }
        Arrays.sort(texts);
        for (String measurement : texts) {
            append(content, measurement);
        }
        return ByteBuffer.wrap(sha256().digest(content.toString().getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static String text(RawMeasurement measurement) {
        StringBuilder text = new StringBuilder();
        append(text, measurement.vital());
        append(text, text(measurement.value()));
        append(text, measurement.unit() == null ? "" : measurement.unit());
        return text.toString();
    }

    /// With its length before it: two readings cannot read the same by a bar inside a text.
    private static void append(StringBuilder content, String text) {
        content.append('|').append(text.length()).append(':').append(text);
    }

    private static String text(RawValue value) {
        return switch (value) {
            case RawValue.Decimal decimal -> "n" + decimal.value().stripTrailingZeros();
            case RawValue.Text text -> "t" + text.value();
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
