package dev.vigil.ingest.http;

import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.http.BodyBudget;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.RequestBody;
import dev.vigil.ingest.advice.AdviceTexts;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.MessageFormat;
import dev.vigil.ingest.publish.Delivery;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.ingest.reception.Reception;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What every HTTP door does with a request, whatever its format: reads it, has each reading checked, stores them, and
/// only then lets the door answer. A body that breaks off half way stores nothing, because nothing is stored before all
/// of it is read. All doors share one budget of bodies in memory. Thread-safe.
public final class Doorstep {

    private static final HeaderName SENT_AT = HeaderNames.create("Vigil-Sent-At");
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private final Reception reception;
    private final InstantSource clock;
    private final int mostBytes;
    private final BodyBudget budget;
    private final KeptAnswers answers = new KeptAnswers();

    public Doorstep(Reception reception, Limits limits, InstantSource clock, MeterRegistry registry) {
        this.reception = reception;
        this.clock = clock;
        mostBytes = limits.mostBytes();
        budget = new BodyBudget(limits.inFlightBytes(), limits.bodyPatience());
        Gauge.builder("vigil.ingest.inflight", budget, BodyBudget::held).baseUnit("bytes")
                .description("Bodies being read, checked and stored").register(registry);
    }

    /// @return every reading of the request in its order, the accepted ones stored
    /// @throws ProblemException where the body holds no readings, or they are not known to be stored
    public List<Checked> take(ServerRequest request, Door door, MessageFormat format) {
        return open(request, door, (body, receipt) -> take(body, receipt, format));
    }

    /// For a door that has to look at the body to know what it is for.
    public <T> T open(ServerRequest request, Door door, BiFunction<byte[], Receipt, T> answer) {
        Instant sentAt = sentAt(request);
        Sender sender = sender(request);
        try (RequestBody body = RequestBody.read(request, mostBytes, budget)) {
            return answer.apply(body.bytes(), new Receipt(clock.instant(), sentAt, sender, door));
        }
    }

    /// As [#take(ServerRequest, Door, MessageFormat)], of a body that is read.
    public List<Checked> take(byte[] body, Receipt receipt, MessageFormat format) {
        List<Checked> readings = readings(format.read(body, new InTurns(draft -> reception.check(draft, receipt))));
        return switch (reception.store(readings)) {
            case Delivery.Stored() -> readings;
            case Delivery.Unknown ignored -> throw Answer.notStored();
        };
    }

    /// [#take], and the answer that most doors give; the same again to a repeat with the same `Idempotency-Key`.
    public void receive(ServerRequest request, ServerResponse response, Door door, MessageFormat format) {
        answer(request, door, format).send(response,
                AdviceTexts.in(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse(null)));
    }

    private Answer answer(ServerRequest request, Door door, MessageFormat format) {
        String key = idempotencyKey(request);
        return open(request, door, (body, receipt) -> {
            Supplier<Answer> answering =
                    () -> Answer.of(take(body, receipt, format), reception::measureNext, reception.retryAfter());
            return key == null ? answering.get()
                    : answers.once(receipt.sender().name(), key, digest(request, body), answering);
        });
    }

    /// @throws ProblemException 429 where it sends too fast; the body is then not even read
    private Sender sender(ServerRequest request) {
        Sender sender = Senders.of(request);
        if (!reception.hasRoomFor(sender, clock.instant())) {
            throw new ProblemException(Problem.of(429, "rate-limited", "Too many readings",
                    "The credential sends faster than it may; send the same again."), reception.retryAfter());
        }
        return sender;
    }

    /// Stores what a short body says of a reading that was pushed before.
    ///
    /// @throws ProblemException where it is not known to be stored
    void retract(ServerRequest request, BiFunction<byte[], Instant, Retraction> format) {
        try (RequestBody body = RequestBody.read(request, mostBytes, budget)) {
            retract(format.apply(body.bytes(), clock.instant()));
        }
    }

    /// @throws ProblemException where it is not known to be stored
    public void retract(Retraction retraction) {
        if (reception.store(retraction) instanceof Delivery.Unknown) {
            throw Answer.notStored();
        }
    }

    /// When a sender that came too fast may come again.
    public Duration retryAfter() {
        return reception.retryAfter();
    }

    /// @throws ProblemException 415 for anything else
    public static void requireJson(ServerRequest request) {
        String type = contentType(request);
        if (!type.equals("application/json")) {
            throw new ProblemException(Problem.of(415, "unsupported-media-type", "Unsupported media type",
                    "Content-Type must be application/json."));
        }
    }

    /// Without its parameters and in lower case, empty where there is none.
    public static String contentType(ServerRequest request) {
        return request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").split(";", 2)[0].strip()
                .toLowerCase(Locale.ROOT);
    }

    private static List<Checked> readings(Body body) {
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

    private static @Nullable Instant sentAt(ServerRequest request) {
        try {
            return request.headers().first(SENT_AT).map(ReadingCheck::instant).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest("malformed", "The header Vigil-Sent-At "
                    + e.getMessage() + "."));
        }
    }

    private static @Nullable String idempotencyKey(ServerRequest request) {
        String key = request.headers().first(IDEMPOTENCY_KEY).orElse(null);
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ProblemException(Problem.badRequest("malformed",
                    "The header Idempotency-Key must be 1 to 128 printable ASCII characters without spaces."));
        }
        return key;
    }

    /// Of all that makes it this request: address, body and what our headers say of the readings. When it was sent is
    /// another time for each repeat.
    private static byte[] digest(ServerRequest request, byte[] body) {
        StringBuilder asked = new StringBuilder(request.path().path()).append('\n').append(contentType(request));
        request.headers().stream()
                .filter(header -> header.headerName().lowerCase().startsWith("vigil-")
                        && !header.headerName().equals(SENT_AT))
                .map(header -> "\n" + header.headerName().lowerCase() + ":" + header.values()).sorted()
                .forEach(asked::append);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(asked.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
