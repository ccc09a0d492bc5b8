package dev.vigil.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.app.config.Setting;
import dev.vigil.app.config.Settings;
import dev.vigil.architecture.Repository;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That `docker-compose.yml` and what it mounts fit together and fit the application. What only a Docker engine can
/// show, that the images exist and the containers start, is not shown here.
class ComposeTest {

    private static final Pattern METRIC_OF_DASHBOARD =
            Pattern.compile("\\bvigil_[a-z_]+?(?=_total|_seconds_bucket|\\W)");
    private static final Pattern METRIC_OF_CODE = Pattern.compile("\"(vigil\\.[a-z.]+)\"");

    private final Repository repository = Repository.here();
    private final ComposeFile compose = ComposeFile.of(repository);

    @Test
    void shouldSayWhatEveryServiceRunsAndInWhichVersion() {
        assertThat(compose.services()).allSatisfy((name, service) -> {
            boolean isOurs = service.containsKey("build");
            assertThat(isOurs || String.valueOf(service.get("image")).matches(".+:v?\\d.*")).as(name).isTrue();
        });
    }

    @Test
    void shouldReferOnlyToWhatItDeclares() {
        assertThat(compose.each("secrets")).isSubsetOf(compose.declared("secrets"));
        assertThat(compose.dependencies()).isSubsetOf(compose.services().keySet());
        assertThat(sources().filter(source -> !source.startsWith("."))).isSubsetOf(compose.declared("volumes"));
    }

    @Test
    void shouldMountFilesThatAreInTheRepository() {
        assertThat(sources().filter(source -> source.startsWith("./")).map(repository.root()::resolve))
                .allMatch(Files::exists);
    }

    @Test
    void shouldSetOnlyWhatCanBeConfigured() {
        Set<String> known = Settings.all().stream().map(Setting::environmentName).collect(Collectors.toSet());
        assertThat(compose.environment().map(Map.Entry::getKey).filter(key -> key.startsWith("VIGIL_")))
                .isSubsetOf(known);
    }

    @Test
    void shouldHandSecretsOverAsFiles() {
        assertThat(compose.environment().filter(entry -> entry.getKey().matches(".*(TOKEN|PASSWORD|SECRET)")))
                .isEmpty();
        assertThat(compose.environment().filter(entry -> entry.getKey().matches(".*(TOKEN|PASSWORD)_+FILE"))
                .map(entry -> String.valueOf(entry.getValue())))
                .isNotEmpty().allMatch(file -> compose.declared("secrets").contains(file.replace("/run/secrets/", "")));
    }

    @Test
    void shouldPublishOnLoopbackOnly() {
        assertThat(compose.each("ports")).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void shouldScrapeServicesThatExist() {
        String prometheus = repository.read("deploy/prometheus/prometheus.yml");
        assertThat(Pattern.compile("targets: \\[([a-z-]+):").matcher(prometheus).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder("ingest", "streams", "alerts", "fhir-export")
                .isSubsetOf(compose.services().keySet());
    }

    @Test
    void shouldChartOnlyWhatTheCodeMeasures() {
        Set<String> measured = repository.sources("main").stream()
                .flatMap(file -> METRIC_OF_CODE.matcher(repository.read(file)).results())
                .map(found -> found.group(1).replace('.', '_')).collect(Collectors.toSet());
        assertThat(METRIC_OF_DASHBOARD.matcher(repository.read("deploy/grafana/dashboards/vigil.json")).results()
                .map(MatchResult::group)).isNotEmpty().isSubsetOf(measured);
    }

    @Test
    void shouldSatisfyDockerComposeWhereItIsInstalled() throws Exception {
        assumeTrue(succeeds("docker", "compose", "version"), "docker compose is not installed");
        assertThat(succeeds("docker", "compose", "-f", repository.root().resolve("docker-compose.yml").toString(),
                "config", "--quiet")).isTrue();
    }

    /// What volumes are mounted from: a name, or a path in the repository.
    private Stream<String> sources() {
        return compose.each("volumes").map(volume -> volume.substring(0, volume.indexOf(':')));
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
