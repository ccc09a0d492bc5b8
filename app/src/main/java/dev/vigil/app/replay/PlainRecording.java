package dev.vigil.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.json.Instants;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads recordings that need no mapping: readings as NDJSON, and CSV `deviceId,takenAt,vital,value,unit`.
final class PlainRecording {

    private static final Set<String> COLUMNS = Set.of("deviceId", "takenAt", "vital", "value", "unit");

    private final RowCount count;

    PlainRecording(RowCount count) {
        this.count = count;
    }

    List<RecordedReading> read(Path file) throws IOException {
        return file.toString().endsWith(".csv") ? csv(file) : ndjson(file);
    }

    private List<RecordedReading> ndjson(Path file) throws IOException {
        List<RecordedReading> readings = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank()).forEach(line -> {
                count.row();
                line(line, readings);
            });
        }
        return readings;
    }

    private void line(String line, List<RecordedReading> readings) {
        try {
            JsonNode json = Json.mapper().readTree(line);
            if (json instanceof ObjectNode reading) {
                add(reading, readings);
            } else {
                count.leaveOut("line that is no JSON object");
            }
        } catch (JsonProcessingException e) {
            count.leaveOut("line that is no JSON object");
        }
    }

    private List<RecordedReading> csv(Path file) throws IOException {
        List<RecordedReading> readings = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser rows = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true)
                        .setIgnoreEmptyLines(true).get().parse(reader)) {
            if (!rows.getHeaderNames().containsAll(COLUMNS)) {
                throw new UnusableRecording(file.getFileName()
                        + " needs the columns deviceId,takenAt,vital,value,unit, or a --mapping");
            }
            for (CSVRecord row : rows) {
                count.row();
                add(reading(row), readings);
            }
        }
        return readings;
    }

    private static ObjectNode reading(CSVRecord row) {
        ObjectNode reading = Json.mapper().createObjectNode().put("deviceId", row.get("deviceId")).put("takenAt",
                row.get("takenAt"));
        ObjectNode measurement = reading.putArray("measurements").addObject().put("vital", row.get("vital"));
        String value = row.get("value");
        try {
            measurement.put("value", new BigDecimal(value));
        } catch (NumberFormatException e) {
            measurement.put("value", value);
        }
        if (!row.get("unit").isEmpty()) {
            measurement.put("unit", row.get("unit"));
        }
        return reading;
    }

    private void add(ObjectNode reading, List<RecordedReading> readings) {
        try {
            Instant takenAt = Instants.parse(reading.path("takenAt").asText());
            readings.add(new RecordedReading(reading.path("deviceId").asText(), takenAt, takenAt, reading));
            count.reading(reading.path("measurements").size());
        } catch (IllegalArgumentException e) {
            count.leaveOut("row without a readable time");
        }
    }
}
