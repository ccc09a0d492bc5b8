package dev.vigil.alerts.lifecycle;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// The kept state of one patient: one byte of version, then JSON. Alerts are few and small beside readings, and JSON
/// lets a later version read an earlier one's bytes. State that cannot be read stops the task: it is our own.
final class PatientAlertsCodec {

    private static final byte VERSION = 1;
    private static final ObjectWriter WRITER = Json.mapper().writerFor(PatientAlerts.class);
    private static final ObjectReader READER = Json.mapper().readerFor(PatientAlerts.class);

    private PatientAlertsCodec() {
    }

    static Serde<PatientAlerts> serde() {
        Serializer<PatientAlerts> write = (topic, alerts) -> encode(alerts);
        Deserializer<PatientAlerts> read = (topic, bytes) -> decode(bytes);
        return Serdes.serdeFrom(write, read);
    }

    @SuppressWarnings("NullAway") // Kafka's null is nothing kept
    private static byte[] encode(@Nullable PatientAlerts alerts) {
        if (alerts == null) {
            return null;
        }
        try {
            byte[] json = WRITER.writeValueAsBytes(alerts);
            byte[] bytes = new byte[json.length + 1];
            bytes[0] = VERSION;
            System.arraycopy(json, 0, bytes, 1, json.length);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("alerts of a patient cannot be written", e);
        }
    }

    @SuppressWarnings("NullAway") // Kafka's null is nothing kept
    private static PatientAlerts decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes[0] != VERSION) {
            throw new IllegalStateException("kept alerts have version " + bytes[0] + ", this program knows " + VERSION);
        }
        try {
            return READER.readValue(bytes, 1, bytes.length - 1);
        } catch (IOException e) {
            throw new IllegalStateException("kept alerts of a patient cannot be read");
        }
    }
}
