package dev.vigil.app.house;

import dev.vigil.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A `vigil` command in a process of its own, which can be killed.
final class ServeProcess implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final Map<String, String> told = new HashMap<>();

    private ServeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Returns when it says that it is ready.
    static ServeProcess start(Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "serve", "--data",
                directory.resolve("data").toString()));
        for (String port : List.of("kafka.port", "ingest.port", "mqtt.port", "alerts.port", "streams.port",
                "fhir.port")) {
            command.add("--set");
            command.add(port + "=0");
        }
        Path log = directory.resolve("serve.log");
        ServeProcess serve = new ServeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start(), log);
        serve.awaitReady();
        return serve;
    }

    private void awaitReady() throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Ready")) {
                return;
            }
            String[] words = line.split("  +", 2);
            told.put(words[0], words[words.length - 1]);
        }
        throw new IllegalStateException("serve ended before it was ready: exit " + process.onExit().join().exitValue()
                + "; its log:\n" + Files.readString(log));
    }

    URI careTeam() {
        return URI.create(of("Care-team page"));
    }

    URI ingest() {
        return URI.create(of("Readings")).resolve("/");
    }

    String bootstrapServers() {
        return of("Kafka");
    }

    private String of(String what) {
        return told.getOrDefault(what, "");
    }

    /// `kill -9`: no hook, no flush, no goodbye.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /// SIGTERM.
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
