package dev.vigil.alerts.api;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Instants;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Path and query of a request as the types they stand for; what does not fit is a 400.
final class Requests {

    private Requests() {
    }

    static PatientId patient(ServerRequest request) {
        return parsed("patientId", path(request, "id"), PatientId::new);
    }

    static DeviceId device(ServerRequest request) {
        return parsed("deviceId", path(request, "id"), DeviceId::new);
    }

    static String path(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    static Optional<String> query(ServerRequest request, String name) {
        return request.query().first(name).asOptional().filter(value -> !value.isBlank());
    }

    static Optional<Instant> instant(ServerRequest request, String name) {
        return query(request, name).map(text -> parsed(name, text, Instants::parse));
    }

    static Optional<PatientId> patientAsked(ServerRequest request) {
        return query(request, "patient").map(text -> parsed("patient", text, PatientId::new));
    }

    static Optional<Vital> vital(ServerRequest request) {
        return query(request, "vital").map(key -> Vital.ofKey(key)
                .orElseThrow(() -> Bodies.refused("vital", "is not a vital of the catalogue")));
    }

    /// One of the codes of an enum, spelt as on every edge.
    static <E> Optional<E> code(ServerRequest request, String name, E[] constants, Function<E, String> codeOf) {
        List<String> codes = Arrays.stream(constants).map(codeOf).toList();
        return query(request, name).map(text -> {
            int index = codes.indexOf(text);
            if (index < 0) {
                throw Bodies.refused(name, "must be one of " + codes.stream().collect(Collectors.joining(", ")));
            }
            return constants[index];
        });
    }

    private static <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw Bodies.refused(name, String.valueOf(e.getMessage()));
        }
    }
}
