package dev.vigil.ingest.http;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.http.Replies;
import dev.vigil.ingest.reception.OfflineDevices;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// `GET /v1/offline`: the devices that are gone, those that went first at the top. The operator's alone.
public final class OfflineEndpoint {

    private final OfflineDevices offline;

    public OfflineEndpoint(OfflineDevices offline) {
        this.offline = offline;
    }

    public void route(HttpRouting.Builder routing) {
        routing.get("/v1/offline", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Senders.requireOperator(request);
        List<Map<String, String>> devices = offline.all().entrySet().stream()
                .sorted(Map.Entry.<DeviceId, Instant>comparingByValue()).map(gone -> Map.of("deviceId",
                        gone.getKey().value(), "since", gone.getValue().toString()))
                .toList();
        Replies.json(response, 200, Replies.bytes(Map.of("offline", devices)));
    }
}
