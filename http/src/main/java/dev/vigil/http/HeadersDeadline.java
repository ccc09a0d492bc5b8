package dev.vigil.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;

/// Cuts the connection of who sends its headers a letter at a time: the server itself waits for them for ever. What
/// does not come to the end of its first line, or asks nothing more, it cuts as idle. A connection on which nothing was
/// ever sent it keeps; of those there are only so many.
///
/// Of headers that could not be read, nobody is told; their deadline goes with the connection's thread.
final class HeadersDeadline implements Http1ConnectionListener {

    private final ReadingDeadlines deadlines;

    HeadersDeadline(Duration patience) {
        deadlines = new ReadingDeadlines(patience);
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        deadlines.begin();
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        deadlines.done();
    }
}
