package dev.vigil.app.command;

import dev.vigil.app.house.House;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Closes the house when the process is told to end (SIGTERM, Ctrl-C), in bounded time: what is not closed by then
/// loses nothing, it only makes the next start slower.
final class Closing implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofSeconds(40);

    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook;

    private Closing(House house) {
        this.hook = new Thread(() -> {
            told.countDown();
            Thread closing = Thread.ofPlatform().daemon().name("vigil-closing").start(house::close);
            try {
                closing.join(AT_MOST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "vigil-signal");
    }

    static Closing onSignal(House house) {
        Closing closing = new Closing(house);
        Runtime.getRuntime().addShutdownHook(closing.hook);
        return closing;
    }

    void await() throws InterruptedException {
        told.await();
    }

    /// @return whether the process was told to end
    boolean await(Duration atMost) throws InterruptedException {
        return told.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending and the hook is at work.
        }
    }
}
