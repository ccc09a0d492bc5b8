package dev.vigil.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A request's body, unpacked when it is gzip, never longer in memory than its limit: a small archive that unpacks to
/// gigabytes is cut off at the limit like any other.
public final class RequestBody {

    private static final int BUFFER = 8192;

    private RequestBody() {
    }

    /// @param limit most bytes after unpacking
    /// @throws ProblemException 413 beyond the limit, 415 for another encoding, 400 for a body that ends early or is no
    ///         gzip
    public static byte[] read(ServerRequest request, int limit) {
        boolean gzip = isGzip(request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity"));
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream sent = request.content().inputStream();
                InputStream body = gzip ? new GZIPInputStream(sent, BUFFER) : sent) {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new ProblemException(Problem.of(413, "too-large", "Too large",
                        "The body is longer than " + limit + " bytes" + (gzip ? " when unpacked." : ".")));
            }
            return bytes;
        } catch (ZipException | EOFException e) {
            throw new ProblemException(Problem.badRequest("broken-gzip", "The body is not a whole gzip stream."));
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the server reports a torn connection or chunk in many types
            throw new ProblemException(Problem.badRequest("broken-body", "The body ended early or is badly framed."));
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
