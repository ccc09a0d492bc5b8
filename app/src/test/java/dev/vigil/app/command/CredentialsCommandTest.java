package dev.vigil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.app.client.Server;
import dev.vigil.app.config.Configuration;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.http.tls.TestAuthority;
import dev.vigil.http.tls.TlsFiles;
import dev.vigil.wire.KafkaConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The operator's commands against a real ingest behind TLS.
class CredentialsCommandTest {

    @TempDir
    static Path directory;

    private static final House HOUSE = new House();
    private static List<String> settings;
    private static Server ingest;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        TestAuthority authority = new TestAuthority("Vigil test");
        TlsFiles files = authority.write(directory, authority.issue("EC", "CN=vigil", "dns:vigil.example.org"), null);
        settings = new ArrayList<>(List.of("data.directory=" + directory, "data.durability=os", "kafka.port=0",
                "ingest.port=0", "mqtt.enabled=false", "ingest.token=the-operator",
                "ingest.tlsCertificateFile=" + files.certificate(),
                "ingest.tlsKeyFile=" + files.key(), "topics.partitions=1"));
        Services services = new Services(HOUSE, Configuration.read(null, Map.of(), settings).resolve(),
                InstantSource.system());
        KafkaConnection kafka = services.broker();
        services.topics(kafka);
        ingest = services.ingest(kafka);
        services.awaitReady("ingest", ingest);
        settings.add("ingest.port=" + ingest.address().getPort());
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void shouldAddRotateChangeListAndRevoke() throws Exception {
        String first = tokenOf(run("add", "ward-3", "--device", "cuff-1", "--device", "scale-1"));
        assertThat(push(first, "cuff-1")).isEqualTo(202);
        String second = tokenOf(run("rotate", "ward-3", "--overlap", "PT0S"));
        assertThat(push(first, "cuff-1")).isEqualTo(401);
        assertThat(run("change", "ward-3", "--device", "cuff-2")).contains("devices=1").doesNotContain("token vigil");
        assertThat(push(second, "cuff-1")).isEqualTo(403);
        assertThat(push(second, "cuff-2")).isEqualTo(202);
        run("add", "by-certificate", "--all-devices", "--no-token", "--certificate", "dns:gw-1.example.org",
                "--expires", "2027-01-01T00:00:00Z");
        assertThat(run("revoke", "ward-3")).contains("revoked");
        assertThat(push(second, "cuff-2")).isEqualTo(401);
        assertThat(run("list").lines()).hasSize(2)
                .anyMatch(line -> line.matches("ward-3 +revoked +devices=1 tokens=0 .*"))
                .anyMatch(line -> line.matches("by-certificate +valid +devices=all tokens=0 certificates=1 "
                        + "until=2027-01-01T00:00:00Z"));
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() {
        assertThat(failure("revoke", "nobody")).contains("There is no credential of this name");
        assertThat(failure("add", "no-devices")).contains("devices must list at least one");
        assertThat(failure("rotate", "..")).contains("name must be");
        assertThat(failure("list", "--set", "ingest.token=wrong")).contains("HTTP 401");
        assertThat(failure("list", "--set", "ingest.token=")).contains("set ingest.token or ingest.tokenFile");
        assertThat(failure("list", "--ingest", "http://192.0.2.1:8081")).contains("use https");
    }

    private String run(String... arguments) {
        assertThat(execute(arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    private String failure(String... arguments) {
        assertThat(execute(arguments)).isPositive();
        assertThat(err.toString().strip().lines()).hasSize(1);
        return err.toString();
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = VigilCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        Stream<String> configured = settings.stream().flatMap(setting -> Stream.of("--set", setting));
        List<String> all = new ArrayList<>(List.of("credentials", arguments[0]));
        configured.forEach(all::add);
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return line.execute(all.toArray(String[]::new));
    }

    private static String tokenOf(String output) {
        return output.lines().filter(line -> line.startsWith("token ")).findFirst().orElseThrow()
                .substring("token ".length());
    }

    private static int push(String token, String device) throws Exception {
        try (HttpClient client = ingest.client()) {
            return client.send(HttpRequest.newBuilder(ingest.address().resolve("/v1/readings"))
                    .header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"deviceId": "%s", "takenAgo": "PT5S", "measurements": [
                              {"vital": "heart-rate", "value": 71, "unit": "/min"}]}""".formatted(device)))
                    .build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
