package dev.vigil.app.bench.streams;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Java process of this class path that says one line when it is ready and ends when its input does: a process of its
/// own, so that its CPU time is its own. Ends with this process at the latest.
final class MeasuredProcess implements AutoCloseable {

    private static final long CLOSES_WITHIN_SECONDS = 30;

    private final Process process;
    private final String greeting;

    private MeasuredProcess(Process process, String greeting) {
        this.process = process;
        this.greeting = greeting;
    }

    static MeasuredProcess start(Class<?> main, String heap, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start();
        String greeting = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        if (greeting == null) {
            throw new IOException(main.getSimpleName() + " ended before it was ready; its last words: "
                    + String.join(" ", Files.readAllLines(log).stream().limit(5).toList()));
        }
        return new MeasuredProcess(process, greeting);
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    /// What it said when it was ready.
    String greeting() {
        return greeting;
    }

    /// All of its threads since its start.
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell a process's CPU time"));
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.getOutputStream().close();
        if (!process.waitFor(CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
