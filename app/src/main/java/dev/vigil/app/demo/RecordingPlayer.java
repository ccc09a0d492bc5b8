package dev.vigil.app.demo;

import dev.vigil.app.house.WholeHouse;
import dev.vigil.app.replay.Pace;
import dev.vigil.app.replay.Replay;
import dev.vigil.app.replay.ReplayOptions;
import dev.vigil.app.replay.UnusableRecording;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Plays recordings in the background, their people enrolled first.
final class RecordingPlayer implements AutoCloseable {

    private final Thread thread;

    private RecordingPlayer(Thread thread) {
        this.thread = thread;
    }

    static RecordingPlayer start(DemoOptions options, WholeHouse whole, InstantSource clock, Consumer<String> line) {
        ReplayOptions replay = new ReplayOptions(options.recordings(), options.mapping(),
                new Pace.Times(options.recordingSpeed()), true, whole.ingest(), whole.careTeam(),
                Duration.ofMinutes(1));
        return new RecordingPlayer(Thread.ofVirtual().name("vigil-recordings").start(() -> play(replay, clock, line)));
    }

    private static void play(ReplayOptions replay, InstantSource clock, Consumer<String> line) {
        try {
            PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            line.accept("Recordings: " + Replay.run(replay, clock, quiet).summary());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnusableRecording e) {
            line.accept("Recordings: " + e.getMessage());
        } catch (IOException e) {
            line.accept("Recordings: a file cannot be read");
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }
}
