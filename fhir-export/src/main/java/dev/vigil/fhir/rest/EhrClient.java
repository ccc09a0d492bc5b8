package dev.vigil.fhir.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Speaks to one FHIR server. Thread-safe. URLs hold resource types and our own ids only: what names a person, such as
/// a hospital number, goes into bodies. An answer that takes too long, body included, is none.
final class EhrClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String FHIR_JSON = "application/fhir+json";

    private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER).build();
    private final String base;
    private final Duration patience;
    private final Authorization authorization;
    private final Answers answers;

    EhrClient(URI base, Duration patience, Authorization authorization, InstantSource clock) {
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.patience = patience;
        this.authorization = authorization;
        this.answers = new Answers(clock);
    }

    /// One by itself, more as a batch.
    Answer write(List<Write> writes) throws InterruptedException {
        try {
            if (writes.size() == 1) {
                return answers.single(exchange(single(writes.getFirst())));
            }
            String bundle = Bundles.batch(writes);
            return answers.batch(exchange(request("").POST(BodyPublishers.ofString(bundle))));
        } catch (IOException e) {
            return broken(e);
        }
    }

    /// @param form of search parameters
    Found search(String type, String form) throws InterruptedException {
        return ask(request("/" + type + "/_search").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /// One resource, or nothing where it is not there.
    Found read(String path) throws InterruptedException {
        return ask(request("/" + path).GET());
    }

    /// `Type/id` of a reference that leads to this server, without its version.
    Optional<String> here(String type, String reference) {
        String relative = reference.startsWith(base + "/") ? reference.substring(base.length() + 1) : reference;
        Matcher place = Pattern.compile("(" + type + "/[A-Za-z0-9.-]{1,64})(/_history/[^/]+)?").matcher(relative);
        return place.matches() ? Optional.of(place.group(1)) : Optional.empty();
    }

    /// The page that a search's answer names as its next one; on this server, whatever the answer says.
    Found follow(URI next) throws InterruptedException {
        if (!next.toString().startsWith(base)) {
            return new Found.Failed(new Broken("the FHIR server leads elsewhere"));
        }
        return ask(common(HttpRequest.newBuilder(next)).GET());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Found ask(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = exchange(request.header("Cache-Control", "no-cache"));
            if (response.statusCode() == 410 || (response.statusCode() == 404 && isRead(response))) {
                return new Found.Resources(List.of(), null);
            } else if (response.statusCode() != 200) {
                return new Found.Failed(new Answered(response.statusCode(), answers.retryAfter(response), List.of(),
                        answers.outcome(response.body())));
            }
            return resources(Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            return new Found.Failed(broken(e));
        } catch (URISyntaxException e) {
            return new Found.Failed(new Broken("the FHIR server leads nowhere"));
        }
    }

    private static boolean isRead(HttpResponse<?> response) {
        return response.request().method().equals("GET") && !response.uri().getPath().endsWith("/metadata");
    }

    /// What a search found, or the one resource that was read.
    private static Found.Resources resources(JsonNode body) throws URISyntaxException {
        if (!body.path("resourceType").asText().equals("Bundle")) {
            return new Found.Resources(List.of(body), null);
        }
        List<JsonNode> resources = new ArrayList<>();
        for (JsonNode entry : body.path("entry")) {
            if (entry.has("resource") && !entry.path("search").path("mode").asText().equals("outcome")) {
                resources.add(entry.path("resource"));
            }
        }
        URI next = null;
        for (JsonNode link : body.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                next = new URI(link.path("url").asText());
            }
        }
        return new Found.Resources(resources, next);
    }

    private HttpRequest.Builder single(Write write) {
        HttpRequest.Builder request = request("/" + write.url());
        if (write.ifMatch() != null) {
            request.header("If-Match", write.ifMatch());
        }
        if (write.ifNoneExist() != null) {
            request.header("If-None-Exist", write.ifNoneExist());
        }
        return request.method(write.method().name(), BodyPublishers.ofString(write.json()));
    }

    private HttpRequest.Builder request(String path) {
        return common(HttpRequest.newBuilder(URI.create(base + path)));
    }

    private HttpRequest.Builder common(HttpRequest.Builder request) {
        return request.timeout(patience).header("Accept", FHIR_JSON).header("Prefer", "return=minimal");
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        Optional<String> shown = authorization.header();
        HttpResponse<String> response = exchange(request, shown);
        if (response.statusCode() == 401 && shown.isPresent()) {
            authorization.refused(shown.get());
            Optional<String> renewed = authorization.header();
            return renewed.equals(shown) ? response : exchange(request, renewed);
        }
        return response;
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request, Optional<String> shown)
            throws IOException, InterruptedException {
        shown.ifPresent(value -> request.setHeader("Authorization", value));
        HttpRequest plain = request.build();
        HttpRequest typed = plain.headers().firstValue("Content-Type").isPresent() || plain.method().equals("GET")
                ? plain
                : request.header("Content-Type", FHIR_JSON + ";charset=utf-8").build();
        return await(http.sendAsync(typed, BodyHandlers.ofString()));
    }

    /// The client's own timeout ends with the headers; a body can take for ever.
    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> sent)
            throws IOException, InterruptedException {
        try {
            return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e);
        } finally {
            sent.cancel(true);
        }
    }

    /// The exception's message may quote the URL; its class says enough.
    private static Broken broken(IOException e) {
        if (e instanceof AuthorizationFailed failed) {
            return new Broken("there is no access to the FHIR server: " + failed.getMessage(), false);
        } else if (e instanceof JacksonException) {
            return new Broken("the FHIR server's answer is not JSON");
        }
        boolean connected = !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
        return new Broken("the FHIR server cannot be reached (" + e.getClass().getSimpleName() + ")", connected);
    }
}
