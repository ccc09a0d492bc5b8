package dev.vigil.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/// Addresses that take one method and say so to the others.
public final class Routes {

    private Routes() {
    }

    /// Any other method is answered with 405 and the one that is allowed.
    public static void only(HttpRouting.Builder routing, Method method, String path, Handler handler) {
        routing.route(method, path, handler);
        routing.any(path, (request, response) -> {
            response.header(HeaderNames.ALLOW, method.text());
            Replies.problem(response, Problem.of(405, "method-not-allowed", "Method not allowed",
                    "This address takes " + method.text() + " alone."));
        });
    }
}
