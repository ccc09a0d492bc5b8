package dev.vigil.app.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.client.Server;
import dev.vigil.app.config.Configuration;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.app.house.WholeHouse;
import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.reconcile.Reconciliation;
import dev.vigil.app.reconcile.TopicReader;
import dev.vigil.app.trial.KeptSubjects;
import dev.vigil.app.trial.Part;
import dev.vigil.app.trial.Subject;
import dev.vigil.app.trial.Trial;
import dev.vigil.domain.score.Score;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/// Everything of one machine in this process, on free ports, in a directory of its own.
final class RunningHouse implements AutoCloseable {

    private final House house = new House();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final WholeHouse whole;

    /// @param more settings than the directory and the ports
    RunningHouse(Path directory, String... more) throws InterruptedException {
        this.directory = directory;
        List<String> settings = new ArrayList<>(List.of("data.directory=" + directory, "data.durability=os",
                "kafka.port=0", "ingest.port=0", "mqtt.port=0", "alerts.port=0", "streams.port=0", "fhir.port=0"));
        settings.addAll(List.of(more));
        VigilConfig config = Configuration.read(null, Map.of(), settings).resolve();
        whole = WholeHouse.open(new Services(house, config, InstantSource.system()), config, page -> {});
    }

    Server careTeam() {
        return whole.careTeam();
    }

    Server ingest() {
        return whole.ingest();
    }

    /// One patient who has had one device for a day.
    void enrol(String patientId, String deviceId, String more) throws InterruptedException, IOException {
        try (CareTeamClient client = new CareTeamClient(whole.careTeam())) {
            client.putPatient(patientId, (ObjectNode) Json.mapper().readTree(more));
        }
        assign(deviceId, patientId);
    }

    /// Says that a device was with one patient alone, for a day.
    void assign(String deviceId, String patientId) throws InterruptedException {
        try (CareTeamClient client = new CareTeamClient(whole.careTeam())) {
            var device = Json.mapper().createObjectNode();
            device.putArray("assignments").addObject().put("patientId", patientId).put("from",
                    Instant.now().minus(Duration.ofDays(1)).toString());
            client.putDevice(deviceId, device);
        }
    }

    /// The last word on each score of a patient.
    List<Score> scores(String patientId) {
        Map<String, Score> last = new LinkedHashMap<>();
        try (TopicReader reader = new TopicReader(whole.kafka())) {
            reader.read(Topics.SCORES.name(), (value, place) -> {
                Score score = Topics.SCORES.value().decode(value);
                last.put(score.id(), score);
            }, unreadable -> {
                throw new AssertionError(unreadable);
            });
        }
        return last.values().stream().filter(score -> score.patientId().value().equals(patientId)).toList();
    }

    HttpResponse<String> push(String reading) throws IOException, InterruptedException {
        return post(whole.ingest().address().resolve("/v1/readings"), reading);
    }

    HttpResponse<String> post(URI address, String json) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /// To a door of ingest, with a credential.
    HttpResponse<String> push(String path, String token, String json) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(whole.ingest().address().resolve(path))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> careTeam(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(whole.careTeam().address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// How many alerts the present plans would have raised over what the topics hold.
    long alertsOfThePast() {
        List<Subject> subjects = KeptSubjects.since(Instant.EPOCH, Instant.MAX, whole.kafka());
        return Trial.of(subjects, List.of(), Part.ALL, null).plans().getFirst().alerts().count();
    }

    /// The live stream, line by line, until the reader closes it.
    Stream<String> events() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(whole.careTeam().address().resolve("/api/v1/events")).build(),
                HttpResponse.BodyHandlers.ofLines()).body();
    }

    LedgerReport settle() throws InterruptedException, ExecutionException {
        return Reconciliation.of(whole.kafka()).settle(Duration.ofSeconds(60));
    }

    /// Every line of the FHIR files whose name begins so.
    List<String> fhir(String type) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("fhir"))) {
            return files.filter(file -> file.getFileName().toString().matches(type + "-\\d+\\.ndjson"))
                    .flatMap(RunningHouse::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        house.close();
        http.close();
    }
}
