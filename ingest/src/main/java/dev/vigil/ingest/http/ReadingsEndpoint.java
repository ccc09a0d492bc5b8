package dev.vigil.ingest.http;

import dev.vigil.domain.reading.Door;
import dev.vigil.http.BodyBudget;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.RequestBody;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.publish.Delivery;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.ingest.reception.Reception;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `POST /v1/readings`: reads, checks and stores, and answers only then. A body that breaks off half way stores
/// nothing, because nothing is stored before all of it is read.
public final class ReadingsEndpoint {

    private static final HeaderName SENT_AT = HeaderNames.create("Vigil-Sent-At");
    private static final Duration BODY_PATIENCE = Duration.ofMinutes(1);

    private final Reception reception;
    private final InstantSource clock;
    private final int mostBytes;
    private final BodyParser parser;
    private final BodyBudget budget;

    public ReadingsEndpoint(Reception reception, Limits limits, InstantSource clock, MeterRegistry registry) {
        this.reception = reception;
        this.clock = clock;
        mostBytes = limits.mostBytes();
        parser = new BodyParser(limits.mostReadings());
        budget = new BodyBudget(limits.inFlightBytes(), BODY_PATIENCE);
        Gauge.builder("vigil.ingest.inflight", budget, BodyBudget::held).baseUnit("bytes")
                .description("Bodies being read, checked and stored").register(registry);
    }

    public void receive(ServerRequest request, ServerResponse response) {
        boolean lines = isLines(request);
        Instant sentAt = sentAt(request);
        try (RequestBody body = RequestBody.read(request, mostBytes, budget)) {
            Receipt receipt = new Receipt(clock.instant(), sentAt, Senders.of(request), Door.HTTP);
            Function<Draft, Checked> check = draft -> reception.check(draft, receipt);
            List<Checked> readings = readings(lines ? parser.lines(body.bytes(), check)
                    : parser.json(body.bytes(), check));
            switch (reception.store(readings)) {
                case Delivery.Stored() -> Answer.of(readings, reception.retryAfter()).send(response);
                case Delivery.Unknown ignored -> throw Answer.notStored();
            }
        }
    }

    private List<Checked> readings(Body body) {
        return switch (body) {
            case Body.Readings readings when !readings.readings().isEmpty() -> readings.readings();
            case Body.Readings none -> throw new ProblemException(Problem.badRequest("no-readings",
                    "The body holds no reading."));
            case Body.Unreadable unreadable -> throw new ProblemException(Problem.badRequest("unreadable-body",
                    unreadable.detail()));
            case Body.TooMany tooMany -> throw new ProblemException(Problem.of(413, "too-many-readings", "Too large",
                    "A request may hold at most " + tooMany.limit() + " readings; send them in several."));
        };
    }

    private static boolean isLines(ServerRequest request) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").split(";", 2)[0].strip();
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "application/json" -> false;
            case "application/x-ndjson" -> true;
            default -> throw new ProblemException(Problem.of(415, "unsupported-media-type", "Unsupported media type",
                    "Content-Type must be application/json or application/x-ndjson."));
        };
    }

    private static @Nullable Instant sentAt(ServerRequest request) {
        try {
            return request.headers().first(SENT_AT).map(ReadingCheck::instant).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest("malformed", "The header Vigil-Sent-At "
                    + e.getMessage() + "."));
        }
    }
}
