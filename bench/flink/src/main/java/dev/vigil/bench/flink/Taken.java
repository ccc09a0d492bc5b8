package dev.vigil.bench.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;

/// Two vitals of one reading, in the form that Flink serialises best.
public final class Taken {

    private static final ObjectMapper JSON = new ObjectMapper();

    public String device = "";
    public long takenAt;
    public double saturation;
    public double pulse;

    static Taken parse(byte[] json) throws IOException {
        JsonNode reading = JSON.readTree(json);
        Taken taken = new Taken();
        taken.device = reading.path("deviceId").asText();
        taken.takenAt = Instant.parse(reading.path("takenAt").asText()).toEpochMilli();
        for (JsonNode measurement : reading.path("measurements")) {
            if (measurement.path("vital").asText().equals("oxygen-saturation")) {
                taken.saturation = measurement.path("value").asDouble();
            } else {
                taken.pulse = measurement.path("value").asDouble();
            }
        }
        return taken;
    }
}
