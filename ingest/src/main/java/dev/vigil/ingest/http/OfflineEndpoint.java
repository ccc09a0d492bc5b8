package dev.vigil.ingest.http;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.ingest.reception.OfflineDevices;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `GET /v1/offline`: the devices that are gone, those that went first at the top. The operator's alone.
public final class OfflineEndpoint {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final OfflineDevices offline;

    public OfflineEndpoint(OfflineDevices offline) {
        this.offline = offline;
    }

    public void route(HttpRouting.Builder routing) {
        routing.get("/v1/offline", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Senders.requireOperator(request);
        if (!offline.ready()) {
            throw new ProblemException(Problem.unavailable("devices-unavailable",
                    "What the instances of ingest know of devices has not been read yet."), RETRY);
        }
        List<Map<String, String>> devices = offline.all().stream().map(gone -> Map.of("deviceId",
                gone.deviceId().value(), "since", gone.since().toString())).toList();
        Replies.json(response, 200, Replies.bytes(Map.of("offline", devices)));
    }
}
