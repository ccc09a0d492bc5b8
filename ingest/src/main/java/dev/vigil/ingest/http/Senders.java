package dev.vigil.ingest.http;

import dev.vigil.ingest.check.Sender;
import io.helidon.webserver.http.ServerRequest;

/// Who sends a request, as the guard before the doors found out.
public final class Senders {

    private Senders() {
    }

    public static Sender of(ServerRequest request) {
        return request.context().get(Sender.class).orElse(Sender.ANYONE);
    }
}
