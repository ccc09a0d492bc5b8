package dev.vigil.streams.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.domain.id.PatientId;
import dev.vigil.http.AccessToken;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.http.Routes;
import dev.vigil.streams.query.PatientQueries.Found;
import dev.vigil.streams.query.PatientQueries.Found.Here;
import dev.vigil.wire.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/// `/v1/patients/{patientId}` and what is below it: asked of any instance, answered by the one that has the patient, by
/// a standby when that one does not answer, and with 503 while nobody can.
public final class QueryApi {

    /// Marks a question that another instance passes on: it is answered from here or not at all, so that two instances
    /// that each believe the other to be the owner do not ask in circles.
    static final HeaderName PASSED_ON = HeaderNames.create("Vigil-Passed-On");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final Supplier<Optional<PatientQueries>> queries;
    private final OtherInstances others;
    private final @Nullable AccessToken token;
    private final InstantSource clock;

    /// @param queries empty until the streams are started
    /// @param secret what callers and the other instances show, null where none is asked for
    public QueryApi(Supplier<Optional<PatientQueries>> queries, @Nullable String secret, InstantSource clock) {
        this.queries = queries;
        this.others = new OtherInstances(secret);
        this.token = secret == null ? null : new AccessToken(secret);
        this.clock = clock;
    }

    public void routes(HttpRouting.Builder routing) {
        String patient = "/v1/patients/{patientId}";
        Routes.only(routing, Method.GET, patient, answering(request -> PatientView::current));
        Routes.only(routing, Method.GET, patient + "/score", answering(request -> PatientView::score));
        Routes.only(routing, Method.GET, patient + "/rules", answering(request -> PatientView::rulesOf));
        Routes.only(routing, Method.GET, patient + "/history", answering(request -> {
            HistoryQuery query = HistoryQuery.of(request.query(), clock.instant());
            return found -> PatientView.history(found, query);
        }));
    }

    private Handler answering(
            Function<ServerRequest, Function<Here, Map<String, Object>>> view) {
        return (request, response) -> {
            requireToken(request);
            PatientId patient = patient(request);
            answer(request, response, patient, view.apply(request));
        };
    }

    private void answer(ServerRequest request, ServerResponse response, PatientId patient,
            Function<Here, Map<String, Object>> view) {
        PatientQueries here = queries.get().orElseThrow(QueryApi::unavailable);
        boolean passedOn = request.headers().contains(PASSED_ON);
        switch (passedOn ? here.findHere(patient) : here.find(patient)) {
            case Here found -> send(response, view.apply(found));
            case Found.Nobody nobody -> throw unknown();
            case Found.Elsewhere elsewhere -> {
                if (!passOn(request, response, elsewhere)) {
                    fromHere(response, here.findHere(patient), view);
                }
            }
        }
    }

    private boolean passOn(ServerRequest request, ServerResponse response, Found.Elsewhere elsewhere) {
        String path = request.path().rawPath() + (request.query().isEmpty() ? "" : "?" + request.query().rawValue());
        for (HostInfo other : elsewhere.others()) {
            Optional<OtherInstances.Answer> answer = others.ask(other, path);
            if (answer.isPresent()) {
                response.header(HeaderNames.CONTENT_TYPE, answer.get().contentType()).status(answer.get().status())
                        .send(answer.get().body());
                return true;
            }
        }
        return false;
    }

    private static void fromHere(ServerResponse response, Found found, Function<Here, Map<String, Object>> view) {
        switch (found) {
            case Here here -> send(response, view.apply(here));
            // A copy that is still being filled does not know everybody yet.
            case Found.Nobody nobody -> throw unavailable();
            case Found.Elsewhere elsewhere -> throw unavailable();
        }
    }

    private void requireToken(ServerRequest request) {
        if (token == null) {
            requireThisMachine(request);
        } else if (!token.matchesHeader(request.headers().first(HeaderNames.AUTHORIZATION).orElse(""))) {
            throw new ProblemException(Problem.of(401, "unauthorized", "Sign in first",
                    "This address needs the care-team token as a bearer token."));
        }
    }

    /// Without a token the API is for this machine; a page elsewhere that gave its own name this address is not it.
    private static void requireThisMachine(ServerRequest request) {
        String host = request.headers().first(HeaderNames.HOST).orElse("").replaceFirst(":\\d*$", "");
        if (!LOOPBACK.contains(host.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(Problem.of(403, "forbidden", "Forbidden",
                    "Without a token this address answers on this machine's own names alone."));
        }
    }

    private static PatientId patient(ServerRequest request) {
        try {
            return new PatientId(request.path().pathParameters().get("patientId"));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static void send(ServerResponse response, Map<String, Object> body) {
        try {
            Replies.json(response, 200, Json.mapper().writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a patient's state can be written as JSON", e);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("No patient of this id has been seen."));
    }

    private static ProblemException unavailable() {
        return new ProblemException(Problem.unavailable("patient-moving",
                "The patient's state is being moved or restored; ask again shortly."), AGAIN_AFTER);
    }
}
