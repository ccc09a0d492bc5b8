package dev.vigil.ingest.http;

import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Reading;
import dev.vigil.http.BodyBudget;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.RequestBody;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.publish.Delivery;
import dev.vigil.ingest.publish.ReadingPublisher;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /v1/readings`: reads, checks and stores, and answers only then. A body that breaks off half way stores
/// nothing, because nothing is stored before all of it is read.
public final class ReadingsEndpoint {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReadingsEndpoint.class);
    private static final HeaderName SENT_AT = HeaderNames.create("Vigil-Sent-At");
    private static final Duration BODY_PATIENCE = Duration.ofMinutes(1);
    private static final Duration KAFKA_RETRY = Duration.ofSeconds(2);

    private final Limits limits;
    private final InstantSource clock;
    private final ReadingPublisher publisher;
    private final BodyParser parser;
    private final BodyBudget budget;
    private final DeviceRates rates;
    private final IngestMetrics metrics;
    private final AtomicBoolean kafkaAway = new AtomicBoolean();

    public ReadingsEndpoint(Limits limits, InstantSource clock, ReadingPublisher publisher,
            MeterRegistry registry) {
        this.limits = limits;
        this.clock = clock;
        this.publisher = publisher;
        parser = new BodyParser(limits.mostReadings());
        budget = new BodyBudget(limits.inFlightBytes(), BODY_PATIENCE);
        rates = new DeviceRates(limits.readingsPerSecondPerDevice());
        metrics = new IngestMetrics(registry, budget);
    }

    public void receive(ServerRequest request, ServerResponse response) {
        boolean lines = isLines(request);
        Instant sentAt = sentAt(request);
        try (RequestBody body = RequestBody.read(request, limits.mostBytes(), budget)) {
            Receipt receipt = new Receipt(clock.instant(), sentAt, null, Door.HTTP);
            Function<Draft, Checked> check = draft -> limited(ReadingCheck.check(draft, receipt), receipt);
            List<Checked> readings = readings(lines ? parser.lines(body.bytes(), check)
                    : parser.json(body.bytes(), check));
            store(readings.stream().filter(Checked.Accepted.class::isInstance)
                    .map(accepted -> ((Checked.Accepted) accepted).reading()).toList());
            count(readings);
            Answer.of(readings, rates.retryAfter()).send(response);
        }
    }

    private Checked limited(Checked checked, Receipt receipt) {
        boolean flooding = checked instanceof Checked.Accepted accepted
                && !rates.admits(accepted.reading().deviceId(), receipt.receivedAt());
        return !flooding ? checked : new Checked.Rejected(new Refusal(Refusal.Type.RATE_LIMITED,
                "The device sends more than " + limits.readingsPerSecondPerDevice() + " readings a second; "
                        + "send this one again later.",
                "deviceId", limits.readingsPerSecondPerDevice() + " readings a second"));
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

    private void store(List<Reading> readings) {
        if (readings.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        switch (publisher.publish(readings)) {
            case Delivery.Stored() -> stored(Duration.ofNanos(System.nanoTime() - started));
            case Delivery.Unknown(String reason) -> throw notStored(reason);
        }
    }

    private void stored(Duration took) {
        metrics.stored(took);
        if (kafkaAway.compareAndSet(true, false)) {
            LOGGER.info("readings are stored again");
        }
    }

    /// Logged once for an outage, not once for each sender that meets it.
    private ProblemException notStored(String reason) {
        metrics.notStored();
        if (kafkaAway.compareAndSet(false, true)) {
            LOGGER.warn("readings are not stored: reason={}", reason);
        }
        return new ProblemException(Problem.unavailable("kafka-unavailable",
                "The readings are not known to be stored; send the same again, with the same ids."), KAFKA_RETRY);
    }

    private void count(List<Checked> readings) {
        for (Checked checked : readings) {
            switch (checked) {
                case Checked.Accepted(Reading reading) -> metrics.accepted(reading);
                case Checked.Rejected(Refusal refusal) -> metrics.rejected(refusal);
            }
        }
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
