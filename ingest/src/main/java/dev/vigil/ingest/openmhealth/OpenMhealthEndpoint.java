package dev.vigil.ingest.openmhealth;

import dev.vigil.domain.reading.Door;
import dev.vigil.http.Routes;
import dev.vigil.ingest.http.Doorstep;
import dev.vigil.ingest.parse.MessageFormat;
import dev.vigil.ingest.parse.TreeFormat;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/// `POST /v1/openmhealth`: a data point, or an array of them.
public final class OpenMhealthEndpoint {

    private static final HeaderName DEVICE = HeaderNames.create("Vigil-Device-Id");

    private final Doorstep doorstep;
    private final int mostReadings;

    public OpenMhealthEndpoint(Doorstep doorstep, int mostReadings) {
        this.doorstep = doorstep;
        this.mostReadings = mostReadings;
    }

    public void route(HttpRouting.Builder routing) {
        Routes.only(routing, Method.POST, "/v1/openmhealth", this::receive);
    }

    private void receive(ServerRequest request, ServerResponse response) {
        Doorstep.requireJson(request);
        doorstep.receive(request, response, Door.OPENMHEALTH,
                format(mostReadings, request.headers().first(DEVICE).orElse(null)));
    }

    /// @param device of every data point, null where each is of the virtual device of its user
    static MessageFormat format(int mostReadings, @Nullable String device) {
        return new TreeFormat(mostReadings, point -> DataPointReader.read(point, device));
    }
}
