package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples for copying do what they say; those for a shell and for Python by running them.
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../docs/examples");

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldPushWithCurl() throws Exception {
        assertThat(run("bash", "curl", "push.sh")).isZero();
        assertThat(running.readingsOf("cuff-7421")).hasSize(1);
    }

    @Test
    void shouldUploadHoursWithPython() throws Exception {
        assertThat(run("python3", "python3", "push.py")).isZero();
        assertThat(running.readingsOf("oximeter-12")).hasSize(360);
    }

    @Test
    void shouldSendFromAnEsp32WhatIngestTakes() throws Exception {
        Matcher template = Pattern.compile("READING =\\s*\"(.*?)\"\\s*\"(.*?)\";", Pattern.DOTALL)
                .matcher(Files.readString(EXAMPLES.resolve("esp32.ino")));
        assertThat(template.find()).isTrue();
        String body = (template.group(1) + template.group(2)).replace("\\\"", "\"").replace("%lu", "%d");
        assertThat(running.door().json(String.format(Locale.ROOT, body, 7, 12, 71.5)).accepted()).isEqualTo(1);
        assertThat(running.readingsOf("scale-9").getFirst().reportedTime())
                .isEqualTo(RunningIngest.NOW.minusSeconds(12));
    }

    private static int run(String interpreter, String needed, String script) throws Exception {
        assumeTrue(installed(interpreter) && installed(needed), () -> script + " needs " + needed);
        ProcessBuilder process = new ProcessBuilder(interpreter, EXAMPLES.resolve(script).toString()).inheritIO();
        String url = running.door().address("").toString();
        Objects.requireNonNull(process.environment()).put("VIGIL_URL", url);
        process.environment().put("NO_PROXY", "*");
        Process started = process.start();
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return started.exitValue();
    }

    private static boolean installed(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }
}
