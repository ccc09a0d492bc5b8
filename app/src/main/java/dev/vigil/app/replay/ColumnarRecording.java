package dev.vigil.app.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.replay.Mapping.LongFormat;
import dev.vigil.app.replay.Mapping.Target;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Reads a recording whose columns a [Mapping] explains. A row that cannot be used is counted with its reason and
/// never costs its neighbours.
final class ColumnarRecording {

    private final Mapping mapping;
    private final RowCount count;
    private final Map<String, Integer> ages = new HashMap<>();
    private final Map<String, Instant> events = new HashMap<>();

    ColumnarRecording(Mapping mapping, RowCount count) {
        this.mapping = mapping;
        this.count = count;
    }

    List<RecordedReading> read(Path file) throws IOException {
        // One reading for all values of a device at one time, however many rows they came in.
        Map<String, RecordedReading> readings = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file); CSVParser rows = format().parse(reader)) {
            requireColumns(file, rows.getHeaderNames());
            for (CSVRecord row : rows) {
                count.row();
                row(file, row, readings);
            }
        }
        readings.values().forEach(reading -> count.reading(reading.json().withArray("measurements").size()));
        return new ArrayList<>(readings.values());
    }

    /// Age in years of each device's patient, where the recording tells.
    Optional<LocalDate> birthDate(String deviceId, LocalDate today) {
        return Optional.ofNullable(ages.get(deviceId)).map(age -> today.minus(Period.ofYears(age)));
    }

    /// When what the mapping calls the event happened to a device's patient, in the recording's own time.
    Optional<Instant> eventAt(String deviceId) {
        return Optional.ofNullable(events.get(deviceId));
    }

    private CSVFormat format() {
        CSVFormat.Builder format = CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .setAllowMissingColumnNames(true).setHeader(mapping.header().toArray(String[]::new));
        if (mapping.separator() != null) {
            format.setDelimiter(mapping.separator());
        }
        return format.get();
    }

    private void requireColumns(Path file, List<String> header) {
        List<String> needed = new ArrayList<>(mapping.columns().keySet());
        needed.add(mapping.time().column());
        if (mapping.event() != null) {
            needed.add(mapping.event().column());
        }
        LongFormat columns = mapping.longFormat();
        if (columns != null) {
            needed.add(columns.item());
            needed.add(columns.value());
        }
        needed.removeAll(header);
        if (!needed.isEmpty()) {
            throw new UnusableRecording(file.getFileName() + " has no column " + String.join(", ", needed));
        }
    }

    private void row(Path file, CSVRecord row, Map<String, RecordedReading> readings) {
        if (mapping.skip().entrySet().stream().anyMatch(skip -> skip.getValue().contains(cell(row, skip.getKey())))) {
            count.leaveOut("row skipped by the mapping");
            return;
        }
        Instant takenAt = time(row, mapping.time());
        if (takenAt == null) {
            count.leaveOut("row without a readable time");
            return;
        }
        String device = device(file, row);
        noteAge(device, row);
        noteEvent(device, row, takenAt);
        Instant arrivesAt = mapping.arrival() == null ? null : time(row, mapping.arrival());
        for (Cell cell : cells(row)) {
            measurement(cell.target(), cell.text()).ifPresent(measurement -> readingFor(readings, device, takenAt,
                    arrivesAt == null ? takenAt : arrivesAt, cell.target()).json().withArray("measurements")
                    .add(measurement));
        }
    }

    private record Cell(Target target, String text) {
    }

    private List<Cell> cells(CSVRecord row) {
        LongFormat columns = mapping.longFormat();
        if (columns == null) {
            return mapping.columns().entrySet().stream()
                    .map(column -> new Cell(column.getValue(), cell(row, column.getKey()))).toList();
        }
        Target target = mapping.items().get(cell(row, columns.item()));
        if (target == null) {
            count.leaveOut("row of an item that is not mapped");
            return List.of();
        }
        return List.of(new Cell(target, cell(row, columns.value())));
    }

    private Optional<ObjectNode> measurement(Target target, String cell) {
        if (cell.isEmpty() || mapping.missing().contains(cell)) {
            count.leaveOut("cell not measured");
            return Optional.empty();
        }
        ObjectNode measurement = JsonNodeFactory.instance.objectNode()
                .put("vital", target.vital().key());
        if (target.vital().coded()) {
            String code = target.values().get(cell);
            if (code == null) {
                count.leaveOut("cell with a word that is not mapped");
                return Optional.empty();
            }
            return Optional.of(measurement.put("value", code));
        }
        try {
            measurement.put("value", new BigDecimal(cell));
        } catch (NumberFormatException e) {
            count.leaveOut("cell that is no number");
            return Optional.empty();
        }
        return Optional.of(target.unit() == null ? measurement : measurement.put("unit", target.unit()));
    }

    /// The reading of that device and time; a further one when it already has the vital, for both values count.
    private static RecordedReading readingFor(Map<String, RecordedReading> readings, String device, Instant takenAt,
            Instant arrivesAt, Target target) {
        for (int copy = 0;; copy++) {
            RecordedReading reading = readings.computeIfAbsent(device + " " + takenAt + " " + copy,
                    key -> new RecordedReading(device, takenAt, arrivesAt, emptyReading(device)));
            if (reading.json().withArray("measurements").findValuesAsText("vital").stream()
                    .noneMatch(target.vital().key()::equals)) {
                return reading;
            }
        }
    }

    private static ObjectNode emptyReading(String device) {
        ObjectNode reading = JsonNodeFactory.instance.objectNode().put("deviceId", device);
        reading.putArray("measurements");
        return reading;
    }

    private static @Nullable Instant time(CSVRecord row, Mapping.Time time) {
        return RecordedTime.parse(cell(row, time.column()), time).orElse(null);
    }

    private String device(Path file, CSVRecord row) {
        String column = mapping.device().column();
        String name = column == null ? file.getFileName().toString().replaceFirst("\\.[^.]*$", "") : cell(row, column);
        String prefix = mapping.device().prefix() == null ? "" : mapping.device().prefix();
        return (prefix + name).replaceAll("[^A-Za-z0-9._:-]", "-");
    }

    private void noteAge(String device, CSVRecord row) {
        if (mapping.age() != null && !ages.containsKey(device)) {
            String age = cell(row, mapping.age());
            if (age.matches("\\d{1,3}(\\.\\d+)?")) {
                ages.put(device, new BigDecimal(age).intValue());
            }
        }
    }

    private void noteEvent(String device, CSVRecord row, Instant takenAt) {
        Mapping.Event event = mapping.event();
        if (event != null && event.value().equals(cell(row, event.column()))) {
            events.merge(device, takenAt.plus(event.after()), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    private static String cell(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column) : "";
    }
}
