package dev.vigil.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;

/// Cuts the connection of who sends its headers a letter at a time: the server itself waits for them for ever. What
/// does not come to the end of its first line, or asks nothing more, it cuts as idle. A connection on which nothing was
/// ever sent it keeps; of those there are only so many.
final class HeadersDeadline implements Http1ConnectionListener {

    private final Duration patience;

    /// Of the connection's own thread, with which it goes.
    private final ThreadLocal<ReadingDeadline> deadline = new ThreadLocal<>();

    HeadersDeadline(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        end();
        deadline.set(ReadingDeadline.in(patience));
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        end();
    }

    /// Of headers that could not be read, nobody is told.
    private void end() {
        ReadingDeadline running = deadline.get();
        if (running != null) {
            running.close();
            deadline.remove();
        }
    }
}
