package dev.vigil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VigilCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"demmo", "serve --prot 1", "replay", "rules", "mapping", "bench", "credentials", "fhir",
                "demo --for soon", "config --set ingest.prot=1", "topics", "help nothing"})
    void shouldNameAMistakeInOneLineAndExitWithTwo(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1).first().asString().startsWith("vigil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "serve", "ingest", "streams", "alerts", "fhir-export", "topics", "replay",
        "reconcile", "credentials", "rules", "mapping", "config", "check-gateway", "bench", "fhir"})
    void shouldExplainEveryCommand(String command) {
        assertThat(run("help", command)).isZero();
        assertThat(out.toString()).startsWith("Usage: vigil " + command);
    }

    @TestFactory
    Stream<DynamicTest> shouldExplainEveryCommandOfACommandAsItIsWritten() {
        return commands(VigilCommand.commandLine()).map(line -> DynamicTest.dynamicTest(
                line.getCommandSpec().qualifiedName(), () -> {
                    PrintStream before = System.err;
                    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
                    System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
                    String help;
                    try {
                        help = line.getUsageMessage(CommandLine.Help.Ansi.OFF);
                    } finally {
                        System.setErr(before);
                    }
                    assertThat(complaints.toString(StandardCharsets.UTF_8)).as("of what cannot be formatted").isEmpty();
                    assertThat(help).doesNotContain("%%", "%n", "${");
                }));
    }

    private static Stream<CommandLine> commands(CommandLine line) {
        return Stream.concat(Stream.of(line),
                line.getSubcommands().values().stream().flatMap(VigilCommandTest::commands));
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("vigil ").doesNotContain("${");
    }

    @Test
    void shouldMakeKeysForTheFhirServerAndShowTheirPublicHalvesAlone() {
        Path file = directory.resolve("keys.json");
        assertThat(run("fhir", "new-key", file.toString())).isZero();
        assertThat(run("fhir", "new-key", file.toString(), "--algorithm", "RS384", "--overlap", "PT1H")).isZero();
        assertThat(out.toString()).contains("\"kty\":\"EC\"", "\"kty\":\"RSA\"").doesNotContain("\"d\"");
        assertThat(file).content().contains("\"d\"");
    }

    @Test
    void shouldCheckPlanFiles() throws IOException {
        Path sound = Files.writeString(directory.resolve("sound.yaml"),
                "plan: home\nrules:\n  - { id: fever, priority: low, when: { vital: body-temperature, above: 38 } }\n");
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"),
                "plan: home\nrules:\n  - { id: fever, priority: low, when: { vital: temperature, above: 38 } }\n");
        assertThat(run("rules", "check", sound.toString())).isZero();
        assertThat(run("rules", "check", sound.toString(), wrong.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("plan home, 1 rules, sound").contains("wrong.yaml: line 3, rules[0].when");
    }

    @Test
    void shouldCheckScoreFiles() throws IOException {
        String text = "score: ours\nparameters:\n  - vital: pain\n"
                + "    bands: [{ to: 3, points: 0 }, { from: 4, points: 1 }]\n";
        Path sound = Files.writeString(directory.resolve("ours.yaml"), text);
        Path hole = Files.writeString(directory.resolve("hole.yaml"), text.replace("from: 4", "from: 5"));
        assertThat(run("rules", "check", sound.toString())).isZero();
        assertThat(run("rules", "check", sound.toString(), hole.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("score ours, 1 columns, sound")
                .contains("hole.yaml: line 4, parameters[0].bands[1].from: leaves a hole after 3; must be 4");
    }

    @Test
    void shouldShowWhatATemplateMakesOfAMessage() throws IOException {
        String text = "mapping: scale\nreading:\n  deviceId: $.dev\n  takenAt: { path: $.t, format: epoch-seconds }\n"
                + "  measurements: [{ vital: body-weight, value: $.kg, unit: kg }]\n";
        Path template = Files.writeString(directory.resolve("scale.yaml"), text);
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), text.replace("body-weight", "mass"));
        Path sample = Files.writeString(directory.resolve("sample.json"),
                "{\"dev\": \"s-1\", \"t\": 1795344060, \"kg\": 81.25}");
        Path strange = Files.writeString(directory.resolve("strange.json"), "{\"lbs\": 170}");
        assertThat(run("mapping", "try", template.toString(), sample.toString())).isZero();
        assertThat(out.toString()).contains("\"deviceId\" : \"s-1\"").contains("81.25");
        assertThat(run("mapping", "try", template.toString(), strange.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("reading 0: unmapped");
        assertThat(run("mapping", "try", wrong.toString(), sample.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("wrong.yaml: line 5, reading.measurements[0].vital");
        assertThat(run("mapping", "try", template.toString(), directory.resolve("none").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("none: cannot be read");
    }

    @Test
    void shouldTryAPlanOverARecording() throws IOException {
        Path plan = Files.writeString(directory.resolve("plan.yaml"),
                "plan: home\nrules:\n  - { id: fever, priority: low, when: { vital: body-temperature, above: 38 } }\n");
        Path recording = Files.writeString(directory.resolve("past.csv"), """
                deviceId,takenAt,vital,value,unit
                t-1,2026-11-01T22:30:00Z,body-temperature,38.4,Cel
                t-1,2026-11-02T08:30:00Z,body-temperature,36.9,Cel
                """);
        Path report = directory.resolve("report.html");
        assertThat(run("rules", "try", plan.toString(), "--recording", recording.toString(), "--part", "all",
                "--details", "--report", report.toString())).isZero();
        assertThat(out.toString()).contains("present", "home", "episodes of fever", "Appear under home: 1",
                "t-1  2026-11-01T22:30:00Z  low  fever");
        assertThat(report).exists();
        assertThat(run("rules", "try", "no-such-plan", "--recording", recording.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-plan is neither a file nor a plan that comes along");
    }

    private int run(String... arguments) {
        CommandLine line = VigilCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
