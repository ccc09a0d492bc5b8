package dev.vigil.app.bench.streams;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Java process of this class path that leaves one line in a file when it is ready and ends when its input does: a
/// process of its own, so that its CPU time is its own. Ends with this process at the latest.
final class MeasuredProcess implements AutoCloseable {

    private static final long BETWEEN_LOOKS_MILLIS = 50;
    private static final long CLOSES_WITHIN_SECONDS = 30;

    static final String MEMORY = ".memory";

    private final Process process;
    private final Path word;
    private final String greeting;

    private MeasuredProcess(Process process, Path word, String greeting) {
        this.process = process;
        this.word = word;
        this.greeting = greeting;
    }

    static MeasuredProcess start(Class<?> main, String heap, Path log, List<String> arguments)
            throws IOException, InterruptedException {
        return start(classPath(), main.getName(), heap, log, arguments);
    }

    /// A program of another class path.
    static MeasuredProcess start(String classPath, String main, String heap, Path log, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main));
        Path word = log.resolveSibling(main + ".ready");
        command.add(word.toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.appendTo(log.toFile())).start();
        return new MeasuredProcess(process, word, heard(process, word, log));
    }

    /// The words that a process leaves in a file; the file is gone then.
    private static String heard(Process process, Path word, Path log) throws IOException, InterruptedException {
        while (!Files.exists(word)) {
            if (process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(word.getFileName() + " never came; the log: "
                        + String.join(" ", Files.readAllLines(log).stream().limit(5).toList()));
            }
        }
        String words = Files.readString(word);
        Files.delete(word);
        return words;
    }

    /// What it holds after a collection, in its own words.
    String memory() throws IOException, InterruptedException {
        process.getOutputStream().write('m');
        process.getOutputStream().flush();
        return heard(process, word.resolveSibling(word.getFileName() + MEMORY), word.resolveSibling("log"));
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    /// Says from inside such a process that it is ready.
    static void greet(Path word, String greeting) throws IOException {
        Path whole = word.resolveSibling(word.getFileName() + ".part");
        Files.writeString(whole, greeting);
        Files.move(whole, word, StandardCopyOption.ATOMIC_MOVE);
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
