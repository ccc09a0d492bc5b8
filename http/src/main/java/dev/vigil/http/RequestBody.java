package dev.vigil.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A request's body, unpacked when it is gzip, never longer in memory than its limit: a small archive that unpacks to
/// gigabytes is cut off at the limit like any other. Holds its bytes against a budget until it is closed.
public final class RequestBody implements AutoCloseable {

    private static final int CHUNK = 16 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final byte[] bytes;
    private final BodyBudget budget;

    private RequestBody(byte[] bytes, BodyBudget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    /// @param limit most bytes after unpacking
    /// @throws ProblemException 413 beyond the limit, 415 for another encoding, 400 for a body that ends early or is no
    ///         gzip
    public static byte[] read(ServerRequest request, int limit) {
        return read(request, limit, new BodyBudget(Long.MAX_VALUE, PATIENCE)).bytes();
    }

    /// @throws ProblemException as without a budget, and 503 where the budget is used up
    public static RequestBody read(ServerRequest request, int limit, BodyBudget budget) {
        boolean gzip = isGzip(request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity"));
        if (!request.content().hasEntity()) {
            return new RequestBody(new byte[0], budget);
        }
        budget.deadlines().begin();
        try (InputStream sent = request.content().inputStream();
                InputStream body = gzip ? new GZIPInputStream(sent, CHUNK) : sent) {
            long expected = gzip ? CHUNK : request.headers().contentLength().orElse(CHUNK);
            return new RequestBody(readWithin(body, expected, limit, budget), budget);
        } catch (ProblemException e) {
            throw e;
        } catch (ZipException | EOFException e) {
            throw new ProblemException(Problem.badRequest("broken-gzip", "The body is not a whole gzip stream."));
        } catch (IOException | RuntimeException e) { // the server reports a torn connection or chunk in many types
            throw new ProblemException(Problem.badRequest("broken-body", "The body ended early or is badly framed."));
        } finally {
            budget.deadlines().done();
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        budget.release(bytes.length);
    }

    /// @param expected bytes, if the sender told the truth
    private static byte[] readWithin(InputStream body, long expected, int limit, BodyBudget budget)
            throws IOException {
        byte[] whole = new byte[(int) Math.min(expected, CHUNK) + 1]; // the end shows itself to who asks for more
        int length = 0;
        boolean done = false;
        try {
            for (int read = body.read(whole); read >= 0; read = body.read(whole, length, whole.length - length)) {
                requireWithin(limit, length + (long) read);
                requireRoom(budget, read);
                length += read;
                whole = length < whole.length ? whole : Arrays.copyOf(whole, 2 * length);
            }
            done = true;
            return Arrays.copyOf(whole, length);
        } finally {
            if (!done) {
                budget.release(length);
            }
        }
    }

    private static void requireRoom(BodyBudget budget, int bytes) {
        if (!budget.reserve(bytes)) {
            throw new ProblemException(
                    Problem.unavailable("busy", "The service holds as much as it can; send the same again."), SOON);
        }
    }

    private static void requireWithin(int limit, long length) {
        if (length > limit) {
            throw new ProblemException(Problem.of(413, "too-large", "Too large",
                    "The body is longer than " + limit + " bytes (counted after unpacking)."));
        }
    }

    private static boolean isGzip(String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> true;
            case "", "identity" -> false;
            default -> throw new ProblemException(Problem.of(415, "unsupported-encoding", "Unsupported media type",
                    "Content-Encoding must be gzip or absent."));
        };
    }
}
