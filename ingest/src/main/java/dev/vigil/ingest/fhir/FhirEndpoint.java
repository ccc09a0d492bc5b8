package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Reading;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.http.Routes;
import dev.vigil.ingest.advice.AdviceTexts;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.http.Doorstep;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.NotAReading;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `POST /fhir/Observation`, `POST /fhir/QuestionnaireResponse` and `POST /fhir`: readings from whoever speaks FHIR R4.
/// Nothing is kept as a resource here, so what is accepted is answered 202 and not 201. `GET /fhir/Questionnaire/{id}`
/// says what a plan asks, and clients look at `GET /fhir/metadata` before they speak. Refusals are OperationOutcomes.
public final class FhirEndpoint {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final byte[] CAPABILITIES = capabilities();

    private final Doorstep doorstep;
    private final Questionnaires questionnaires;
    private final int mostReadings;

    public FhirEndpoint(Doorstep doorstep, Questionnaires questionnaires, int mostReadings) {
        this.doorstep = doorstep;
        this.questionnaires = questionnaires;
        this.mostReadings = mostReadings;
    }

    public void route(HttpRouting.Builder routing) {
        Routes.only(routing, Method.POST, "/fhir/Observation", (request, response) -> inFhir(response,
                () -> single(ReadingResource.OBSERVATION, request, response)));
        Routes.only(routing, Method.POST, "/fhir/QuestionnaireResponse", (request, response) -> inFhir(response,
                () -> single(ReadingResource.QUESTIONNAIRE_RESPONSE, request, response)));
        Routes.only(routing, Method.GET, "/fhir/Questionnaire/{id}", (request, response) -> inFhir(response,
                () -> send(response, 200, questionnaires.of(request.path().pathParameters().get("id")))));
        routing.get("/fhir/metadata", (request, response) -> response.header(HeaderNames.CONTENT_TYPE, FHIR_JSON)
                .send(CAPABILITIES));
        Routes.only(routing, Method.POST, "/fhir", (request, response) -> inFhir(response,
                () -> bundle(request, response)));
    }

    private void single(ReadingResource kind, ServerRequest request, ServerResponse response) {
        requireFhirJson(request);
        Checked reading = doorstep.open(request, Door.FHIR, (body, receipt) -> take(kind, body, receipt)).orElse(null);
        switch (reading) {
            case null -> send(response, 202, Outcomes.withdrawn());
            case Checked.Accepted(Reading accepted) -> send(response, 202, Outcomes.stored(accepted,
                    AdviceTexts.in(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse(null))));
            case Checked.Rejected(Refusal refusal) -> {
                retryIfTooFast(response, List.of(refusal));
                send(response, Outcomes.statusOf(refusal), Outcomes.of(kind, refusal));
            }
        }
    }

    /// Empty where it withdraws one; a body is only looked into for that where the word is in it.
    private Optional<Checked> take(ReadingResource kind, byte[] body, Receipt receipt) {
        if (new String(body, StandardCharsets.ISO_8859_1).contains(ErrorEntry.STATUS)
                && JsonTree.read(body) instanceof JsonTree.Whole(JsonNode root) && ErrorEntry.isOne(root)) {
            try {
                doorstep.retract(ErrorEntry.retraction(root, receipt));
                return Optional.empty();
            } catch (NotAReading e) {
                return Optional.of(new Checked.Rejected(e.refusal()));
            }
        }
        return Optional.of(doorstep.take(body, receipt, FhirFormat.of(kind)).getFirst());
    }

    private void bundle(ServerRequest request, ServerResponse response) {
        requireFhirJson(request);
        FhirFormat format = FhirFormat.ofBundle(mostReadings);
        List<Checked> readings = doorstep.take(request, Door.FHIR, format);
        FhirBundle bundle = format.bundle().orElseThrow();
        List<Refusal> refusals = readings.stream().filter(Checked.Rejected.class::isInstance)
                .map(refused -> ((Checked.Rejected) refused).refusal()).toList();
        retryIfTooFast(response, refusals);
        if (bundle.transaction() && !refusals.isEmpty()) {
            send(response, Outcomes.statusOf(bundle, refusals), Outcomes.refusedTransaction(bundle, readings));
        } else {
            send(response, 200, Outcomes.response(bundle, readings));
        }
    }

    private void retryIfTooFast(ServerResponse response, List<Refusal> refusals) {
        if (refusals.stream().anyMatch(refusal -> refusal.type() == Refusal.Type.RATE_LIMITED)) {
            Replies.retryAfter(response, doorstep.retryAfter());
        }
    }

    /// What goes wrong before any resource is looked at is told in FHIR, too.
    private static void inFhir(ServerResponse response, Runnable door) {
        try {
            door.run();
        } catch (ProblemException e) {
            if (e.retryAfter() != null) {
                Replies.retryAfter(response, e.retryAfter());
            }
            send(response, e.problem().status(), Outcomes.of(e.problem()));
        }
    }

    private static void send(ServerResponse response, int status, Map<String, Object> resource) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, FHIR_JSON).send(Replies.bytes(resource));
    }

    private static void requireFhirJson(ServerRequest request) {
        String type = Doorstep.contentType(request);
        if (!type.equals(FHIR_JSON) && !type.equals("application/json")) {
            throw new ProblemException(Problem.of(415, "unsupported-media-type", "Unsupported media type",
                    "Content-Type must be " + FHIR_JSON + " or application/json."));
        }
    }

    private static byte[] capabilities() {
        String file = "capability-statement.json";
        try (InputStream content = Objects.requireNonNull(FhirEndpoint.class.getResourceAsStream(file), file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
