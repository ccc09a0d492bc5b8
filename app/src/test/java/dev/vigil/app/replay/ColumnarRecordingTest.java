package dev.vigil.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnarRecordingTest {

    @TempDir
    Path directory;

    private final RowCount count = new RowCount();

    @Test
    void shouldMakeOneReadingOfEachWideRowAndCountWhatWasNotMeasured() throws IOException {
        List<RecordedReading> readings = read("ward-7.csv", """
                Time [s], HR, SpO2
                0,94,97
                1,NaN,
                2.5,95,high
                x,95,97
                """, """
                device: { prefix: "bed-" }
                time: { column: "Time [s]", unit: seconds }
                missing: ["NaN"]
                columns:
                  HR: { vital: heart-rate, unit: /min }
                  SpO2: { vital: oxygen-saturation, unit: "%" }
                """);
        assertThat(readings).hasSize(2).allMatch(reading -> reading.deviceId().equals("bed-ward-7"));
        assertThat(readings.getLast().takenAt()).isEqualTo(Instant.ofEpochMilli(2500));
        assertThat(readings.getFirst().json()).hasToString("{\"deviceId\":\"bed-ward-7\",\"measurements\":["
                + "{\"vital\":\"heart-rate\",\"value\":94,\"unit\":\"/min\"},"
                + "{\"vital\":\"oxygen-saturation\",\"value\":97,\"unit\":\"%\"}]}");
        assertThat(count.rows()).isEqualTo(4);
        assertThat(count.measurements()).isEqualTo(3);
        assertThat(count.leftOut()).containsEntry("cell not measured", 2L).containsEntry("cell that is no number", 1L)
                .containsEntry("row without a readable time", 1L);
    }

    @Test
    void shouldJoinTheRowsOfOneTimeAndKeepBothWhenAVitalComesTwice() throws IOException {
        List<RecordedReading> readings = read("1.csv", """
                id,item,when,entered,value,error
                7,455,2164-10-23 22:00:00,2164-10-23 22:12:00,120,
                7,8441,2164-10-23 22:00:00,2164-10-23 22:12:00,80,
                7,455,2164-10-23 22:00:00,2164-10-23 22:20:00,121,
                7,432,2164-10-23 22:00:00,2164-10-23 22:12:00,Alert,
                7,432,2164-10-23 22:00:00,2164-10-23 22:12:00,Sleeping,
                7,455,2164-10-23 23:00:00,2164-10-23 23:00:00,300,1
                7,9,2164-10-23 23:00:00,2164-10-23 23:00:00,1,
                """, """
                device: { column: id, prefix: "m-" }
                time: { column: when, pattern: "yyyy-MM-dd HH:mm:ss" }
                arrival: { column: entered, pattern: "yyyy-MM-dd HH:mm:ss" }
                skip: { error: ["1"] }
                longFormat: { item: item, value: value }
                items:
                  "455": { vital: systolic-bp, unit: mmHg }
                  "8441": { vital: diastolic-bp, unit: mmHg }
                  "432": { vital: consciousness, values: { Alert: A } }
                """);
        assertThat(readings).extracting(reading -> reading.json().withArray("measurements").size())
                .containsExactly(3, 1);
        assertThat(readings.getFirst().arrivesAt()).isEqualTo("2164-10-23T22:12:00Z");
        assertThat(count.leftOut()).containsOnlyKeys("cell with a word that is not mapped",
                "row of an item that is not mapped", "row skipped by the mapping");
    }

    @Test
    void shouldTellAPatientsBirthDateFromTheAge() throws IOException {
        Mapping mapping = mapping("""
                device: {}
                time: { column: t, unit: hours }
                age: Age
                columns: { HR: { vital: heart-rate, unit: /min } }
                """);
        ColumnarRecording recording = new ColumnarRecording(mapping, count);
        recording.read(write("p1.csv", "t,HR,Age\n1,70,66.5\n"));
        assertThat(recording.birthDate("p1", LocalDate.parse("2026-11-23"))).contains(LocalDate.parse("1960-11-23"));
    }

    @Test
    void shouldRefuseAMappingThatCouldDropAVitalSilently() {
        assertThatThrownBy(() -> mapping("""
                device: {}
                time: { column: t, unit: hours }
                mising: ["NaN"]
                columns: { HR: { vital: heart-rate, unit: /min } }
                """)).isInstanceOf(UnusableRecording.class).hasMessageContaining("mising");
        assertThatThrownBy(() -> mapping("""
                device: {}
                time: { column: t, unit: hours }
                columns: { T: { vital: body-temperature, unit: C } }
                """)).isInstanceOf(UnusableRecording.class).hasMessageContaining("body-temperature");
        assertThatThrownBy(() -> read("a.csv", "x,y\n1,2\n", """
                device: {}
                time: { column: t, unit: hours }
                columns: { HR: { vital: heart-rate, unit: /min } }
                """)).isInstanceOf(UnusableRecording.class).hasMessageContaining("HR");
    }

    @Test
    void shouldReadTheShippedMappingsOverTheRecordings() throws IOException {
        RowCount bidmc = rows("bidmc", "bidmc/dev", ".csv");
        assertThat(bidmc.rows()).isEqualTo(27 * 481);
        RowCount sepsis = rows("challenge-2019", "sepsis-2019/dev/psv", ".psv");
        assertThat(sepsis.rows()).isEqualTo(11_168);
        RowCount mimic = rows("mimic-iii-demo", "mimic-iii-demo/dev/charts", ".csv");
        assertThat(mimic.rows()).isEqualTo(83_705);
        assertThat(mimic.measurements() + mimic.leftOut().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(83_705);
    }

    private static RowCount rows(String mapping, String folder, String suffix) throws IOException {
        List<Path> files = Recordings.files(folder, suffix);
        RowCount count = new RowCount();
        ColumnarRecording recording = new ColumnarRecording(MappingFile.read(Recordings.mapping(mapping)), count);
        for (Path file : files) {
            recording.read(file);
        }
        return count;
    }

    private List<RecordedReading> read(String name, String text, String mapping) throws IOException {
        return new ColumnarRecording(mapping(mapping), count).read(write(name, text));
    }

    private Mapping mapping(String yaml) throws IOException {
        return MappingFile.read(write("mapping.yaml", yaml));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
