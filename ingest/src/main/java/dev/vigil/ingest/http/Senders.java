package dev.vigil.ingest.http;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.ingest.access.Authentication;
import dev.vigil.ingest.check.Sender;
import io.helidon.webserver.http.ServerRequest;

/// Who sends a request, as the guard before the doors found out. A request that no guard has seen has no sender.
public final class Senders {

    private Senders() {
    }

    public static Sender of(ServerRequest request) {
        return accepted(request).sender();
    }

    /// @throws ProblemException 403 unless it is the operator
    public static void requireOperator(ServerRequest request) {
        if (!accepted(request).operator()) {
            throw new ProblemException(Problem.of(403, "operator-only", "Not yours to do",
                    "This needs the operator's token, the setting ingest.token."));
        }
    }

    private static Authentication.Accepted accepted(ServerRequest request) {
        return request.context().get(Authentication.Accepted.class)
                .orElseThrow(() -> new IllegalStateException("a door without the guard before it"));
    }
}
