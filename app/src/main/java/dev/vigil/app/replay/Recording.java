package dev.vigil.app.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the files of a recording hold.
public final class Recording {

    private final List<RecordedReading> readings;
    private final @Nullable ColumnarRecording columnar;
    private final boolean relative;

    private Recording(List<RecordedReading> readings, @Nullable ColumnarRecording columnar, boolean relative) {
        this.readings = readings;
        this.columnar = columnar;
        this.relative = relative;
    }

    /// @param mapping null for NDJSON of readings and long CSV
    /// @throws UnusableRecording when a file or the mapping cannot be used at all
    public static Recording read(List<Path> files, @Nullable Path mapping, RowCount count) throws IOException {
        Mapping columns = mapping == null ? null : MappingFile.read(mapping);
        ColumnarRecording columnar = columns == null ? null : new ColumnarRecording(columns, count);
        List<RecordedReading> readings = new ArrayList<>();
        for (Path file : files) {
            readings.addAll(columnar == null ? new PlainRecording(count).read(file) : columnar.read(file));
        }
        return new Recording(List.copyOf(readings), columnar, columns != null && columns.time().unit() != null);
    }

    /// File by file, each in the order of the file.
    public List<RecordedReading> readings() {
        return readings;
    }

    /// Whether times count from the recording's start and say nothing of the hour of the day.
    public boolean relative() {
        return relative;
    }

    /// From the age that the recording tells, if it does.
    public Optional<LocalDate> birthDate(String deviceId, LocalDate today) {
        return columnar == null ? Optional.empty() : columnar.birthDate(deviceId, today);
    }

    /// When what plans are to foretell happened, in the recording's own time, if it did.
    public Optional<Instant> eventAt(String deviceId) {
        return columnar == null ? Optional.empty() : columnar.eventAt(deviceId);
    }
}
