package dev.vigil.ingest.gatt;

import dev.vigil.domain.reading.Door;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Routes;
import dev.vigil.ingest.http.Doorstep;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `POST /v1/gatt/{deviceId}/{characteristic}`: a gateway passes on what a Bluetooth device notified, byte for byte.
public final class GattEndpoint {

    private static final HeaderName TAKEN_AT = HeaderNames.create("Vigil-Taken-At");
    private static final HeaderName TAKEN_AGO = HeaderNames.create("Vigil-Taken-Ago");
    private static final HeaderName ZONE = HeaderNames.create("Vigil-Zone");
    private static final String KNOWN = Arrays.stream(Characteristic.values())
            .map(known -> known.number().toUpperCase(Locale.ROOT)).collect(Collectors.joining(", "));

    private final Doorstep doorstep;

    public GattEndpoint(Doorstep doorstep) {
        this.doorstep = doorstep;
    }

    public void route(HttpRouting.Builder routing) {
        Routes.only(routing, Method.POST, "/v1/gatt/{deviceId}/{characteristic}", this::receive);
    }

    private void receive(ServerRequest request, ServerResponse response) {
        Characteristic characteristic = Characteristic.of(request.path().pathParameters().get("characteristic"))
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "The characteristic must be one of " + KNOWN + ".")));
        doorstep.receive(request, response, Door.GATT,
                new GattFormat(request.path().pathParameters().get("deviceId"), characteristic, time(request)));
    }

    private static TimeOfTaking time(ServerRequest request) {
        return new TimeOfTaking(header(request, TAKEN_AT), header(request, TAKEN_AGO), header(request, ZONE));
    }

    private static @Nullable String header(ServerRequest request, HeaderName name) {
        return request.headers().first(name).orElse(null);
    }
}
