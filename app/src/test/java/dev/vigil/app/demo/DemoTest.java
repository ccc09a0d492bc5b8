package dev.vigil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a person starts it, in a process of its own.
@Tag("slow")
class DemoTest {

    @TempDir
    Path directory;

    @Test
    void shouldShowAlertsEndByItselfBalancedAndSayNothingOfAnybody() throws Exception {
        Path out = directory.resolve("out.txt");
        Path log = directory.resolve("log.txt");
        assertThat(demo(out, log)).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).anyMatch(line -> line.startsWith("Care-team page  http://127.0.0.1:"))
                .anyMatch(line -> line.matches("\\d\\d:\\d\\d(:\\d\\d)?  (high|medium|low) .*"))
                .contains("The ledger balances.");
        Set<String> secrets = whatNoLogMayHold(directory.resolve("data").resolve("fhir"));
        assertThat(secrets).contains("Ada", "Ahorn", "1936-01-01").anyMatch(secret -> secret.matches("\\d+\\.\\d"));
        assertThat(tokens(lines)).doesNotContainAnyElementsOf(secrets);
        assertThat(tokens(Files.readAllLines(log))).doesNotContainAnyElementsOf(secrets);
    }

    private int demo(Path out, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "dev.vigil.app.Main", "demo", "--for", "PT40S", "--data",
                directory.resolve("data").toString());
        builder.environment().putAll(Map.of("VIGIL_KAFKA_PORT", "0", "VIGIL_INGEST_PORT", "0", "VIGIL_ALERTS_PORT",
                "0", "VIGIL_STREAMS_PORT", "0", "VIGIL_FHIR_PORT", "0"));
        Process process = builder.redirectOutput(out.toFile()).redirectError(log.toFile()).start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("the demo ends by itself").isTrue();
        return process.exitValue();
    }

    /// Names and birth dates of the ward, and every exported value with a decimal point (a bare integer may be an
    /// offset or a count).
    private static Set<String> whatNoLogMayHold(Path fhir) throws IOException {
        Set<String> secrets = new HashSet<>();
        Ward.of(12, 1).forEach(patient -> {
            secrets.addAll(List.of(patient.name().split(" ")));
            secrets.add(patient.birthDate().toString());
        });
        try (Stream<Path> files = Files.list(fhir)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".ndjson")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    Json.mapper().readTree(line).findValues("valueQuantity").stream()
                            .map(quantity -> quantity.path("value").asText()).filter(value -> value.contains("."))
                            .forEach(secrets::add);
                }
            }
        }
        return secrets;
    }

    private static Set<String> tokens(List<String> lines) {
        Set<String> tokens = new HashSet<>();
        lines.forEach(line -> tokens.addAll(List.of(line.split("[\\s,;:=\"'()\\[\\]{}]+"))));
        return tokens;
    }
}
