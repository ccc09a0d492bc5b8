package dev.vigil.fhir.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

    private static final String OBSERVATIONS = "Observation-3.ndjson";
    private static final String PATIENTS = "Patient-3.ndjson";

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void place() {
        folder = parent.resolve("fhir");
    }

    @Test
    void shouldWriteALinePerResourceInAFilePerTypeAndPartition() throws Exception {
        deliver(export(3, 0), export(5, 0), score(3, 0));
        assertThat(files()).containsOnlyKeys(OBSERVATIONS, PATIENTS, "Observation-5.ndjson", "Patient-5.ndjson",
                "Observation-scores-3.ndjson");
        assertThat(files().get(OBSERVATIONS)).isEqualTo(observation(3, 0).json() + "\n");
    }

    @Test
    void shouldSkipWhatKafkaHandsOutAgain() throws Exception {
        deliver(export(3, 0), export(3, 1));
        Map<String, String> before = files();
        deliver(export(3, 0), export(3, 1));
        assertThat(files()).isEqualTo(before);
        deliver(export(3, 1), export(3, 2));
        assertThat(files().get(OBSERVATIONS).lines()).containsExactly(observation(3, 0).json(),
                observation(3, 1).json(), observation(3, 2).json());
    }

    @Test
    void shouldNotTakeATopicMadeAnewForTheOldOne() throws Exception {
        deliver(export(3, 0));
        deliver(new Export(new Source("observations", "another-id", 3, 0), "p1", "", List.of(),
                List.of(observation(3, 7))));
        assertThat(files().get(OBSERVATIONS).lines()).hasSize(2);
    }

    @Test
    void shouldWriteAReferenceOnceAndAgainWhenItChanged() throws Exception {
        deliver(export(3, 0), export(3, 1));
        deliver(export(3, 2));
        assertThat(files().get(PATIENTS).lines()).hasSize(1);
        EncodedResource changed = new EncodedResource("Patient", "p", "{\"id\":\"p\",\"active\":true}");
        deliver(new Export(source(3, 3), "p1", "", List.of(changed), List.of(observation(3, 3))));
        assertThat(files().get(PATIENTS).lines()).last().isEqualTo(changed.json());
    }

    @Test
    void shouldHaveNeitherHalfALineNorALineTwiceAfterACrashAtAnyByte() throws Exception {
        deliver(export(3, 0), export(3, 1), export(4, 0));
        Map<String, String> committed = files();
        Map<String, byte[]> before = snapshot();
        Export[] last = {export(3, 2), export(4, 1), export(6, 0), score(3, 0)};
        deliver(last);
        Map<String, String> complete = files();
        List<String> touched = complete.keySet().stream()
                .filter(file -> !complete.get(file).equals(committed.get(file))).toList();
        for (String cut : touched) {
            int from = bytes(committed.getOrDefault(cut, "")).length;
            for (int length = from; length <= bytes(complete.get(cut)).length; length++) {
                crash(before, complete, touched, cut, length);
                open().close();
                assertThat(withoutEmpty(files())).isEqualTo(committed);
                crash(before, complete, touched, cut, length);
                deliver(last);
                assertThat(files()).isEqualTo(complete);
            }
        }
    }

    @Test
    void shouldStayWholeWhenALaneIsStoppedInTheMiddleOfAWrite() throws Exception {
        Random random = new Random(3);
        int rounds = 150;
        for (int round = 0; round < rounds; round++) {
            Export export = export(3, round);
            try (FileSink sink = open()) {
                Thread lane = Thread.ofVirtual().start(() -> deliverUnlessStopped(sink, export));
                LockSupport.parkNanos(random.nextInt(400_000));
                lane.interrupt();
                lane.join();
            }
            deliver(export);
        }
        assertThat(files().get(OBSERVATIONS).lines()).hasSize(rounds).doesNotHaveDuplicates();
    }

    @Test
    void shouldGoOnWhenTheDiskTakesWritesAgain() throws Exception {
        try (FileSink sink = open()) {
            Path blocked = folder.resolve(OBSERVATIONS);
            Files.createDirectory(blocked);
            Thread lane = Thread.ofVirtual().start(() -> deliverUnlessStopped(sink, export(3, 0)));
            await().until(() -> sink.problem().isPresent());
            lane.interrupt();
            lane.join();
            Files.delete(blocked);
            assertThat(sink.deliver(Parcel.of(List.of(export(3, 0)))).refused()).isEmpty();
            assertThat(sink.problem()).isEmpty();
        }
        assertThat(files().get(OBSERVATIONS).lines()).hasSize(1);
    }

    @Test
    void shouldIgnoreADraftOfTheCommitThatWasCutOff() throws Exception {
        deliver(export(3, 0));
        Map<String, String> before = files();
        Files.writeString(folder.resolve("committed.json.tmp"), "{\"nextOff");
        deliver(export(3, 0));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAFolderInUse() {
        try (FileSink first = open()) {
            assertThat(first.problem()).isEmpty();
            assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class).hasMessageContaining("in use");
        }
    }

    @Test
    void shouldRefuseFilesOfUnknownCoverageAndFilesThatLostLines() throws Exception {
        deliver(export(3, 0));
        Files.writeString(folder.resolve(OBSERVATIONS), "");
        assertThatThrownBy(this::open).hasMessageContaining("shorter");
        Files.delete(folder.resolve("committed.json"));
        Files.writeString(folder.resolve(OBSERVATIONS), "{}\n");
        assertThatThrownBy(this::open).hasMessageContaining("no committed.json");
    }

    private static void deliverUnlessStopped(FileSink sink, Export export) {
        try {
            sink.deliver(Parcel.of(List.of(export)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The last batch of a process that died: the files before `cut` are complete, `cut` has so many bytes, those after
    /// it were not begun, and no commit speaks of them.
    private void crash(Map<String, byte[]> before, Map<String, String> complete, List<String> touched, String cut,
            int length) throws IOException {
        for (Path file : list()) {
            Files.delete(file);
        }
        for (var file : before.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        for (String file : touched.subList(0, touched.indexOf(cut))) {
            Files.writeString(folder.resolve(file), complete.get(file));
        }
        Files.write(folder.resolve(cut), Arrays.copyOf(bytes(complete.get(cut)), length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FileSink open() {
        return FileSink.open(folder);
    }

    private void deliver(Export... exports) throws InterruptedException {
        try (FileSink sink = open()) {
            assertThat(sink.deliver(Parcel.of(List.of(exports))).refused()).isEmpty();
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : list()) {
            if (file.toString().endsWith(".ndjson")) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static Map<String, String> withoutEmpty(Map<String, String> files) {
        files.values().removeIf(String::isEmpty);
        return files;
    }

    private Map<String, byte[]> snapshot() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path file : list()) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return files;
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.toList());
        }
    }

    private static Export export(int partition, long offset) {
        EncodedResource patient = new EncodedResource("Patient", "p", "{\"id\":\"p\"}");
        return new Export(source(partition, offset), "p1", "", List.of(patient),
                List.of(observation(partition, offset)));
    }

    private static Export score(int partition, long offset) {
        return new Export(new Source("scores", "s-id", partition, offset), "p1", "scores", List.of(),
                List.of(new EncodedResource("Observation", "s" + offset, "{\"id\":\"s" + offset + "\"}")));
    }

    private static Source source(int partition, long offset) {
        return new Source("observations", "o-id", partition, offset);
    }

    private static EncodedResource observation(int partition, long offset) {
        String id = "o-" + partition + "-" + offset;
        return new EncodedResource("Observation", id, "{\"id\":\"" + id + "\",\"note\":\"µ\"}");
    }
}
