package dev.vigil.fhir.rest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/// A small FHIR server in memory that answers as HAPI's JPA server does: literal references must exist, the same PUT
/// again makes no new version, one resource that does not parse refuses the whole batch. It can be told to misbehave.
public final class LightEhr implements AutoCloseable {

    private final FhirContext context = FhirContext.forR4Cached();
    private final HttpServer server;
    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Deque<Hostility> hostilities = new ConcurrentLinkedDeque<>();
    private final List<Integer> bundleSizes = new CopyOnWriteArrayList<>();
    private final List<String> doubled = new CopyOnWriteArrayList<>();
    private volatile Predicate<Resource> refuses = resource -> false;
    private volatile boolean away;
    private volatile int mostEntries = Integer.MAX_VALUE;

    private LightEhr(HttpServer server) {
        this.server = server;
    }

    public static LightEhr start() throws IOException {
        LightEhr ehr = new LightEhr(HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        ehr.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        ehr.server.createContext("/fhir", ehr::handle);
        ehr.server.start();
        return ehr;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fhir");
    }

    /// What stands there, by `Type/id`.
    public Map<String, String> stored() {
        return Map.copyOf(stored);
    }

    public int version(String reference) {
        return versions.getOrDefault(reference, 0);
    }

    List<Integer> bundleSizes() {
        return bundleSizes;
    }

    /// Ids that one bundle named twice.
    public List<String> doubled() {
        return doubled;
    }

    void forget(String reference) {
        stored.remove(reference);
    }

    /// The next requests are answered so, one each.
    void next(Hostility... next) {
        hostilities.addAll(List.of(next));
    }

    public void refuse(Predicate<Resource> which) {
        refuses = which;
    }

    /// Answers 503 to everything, or not any more.
    public void away(boolean isAway) {
        away = isAway;
    }

    void limitTo(int entries) {
        mostEntries = entries;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (away) {
            reply(exchange, 503, "");
            return;
        }
        Hostility hostility = hostilities.poll();
        if (hostility != null && hostility.answer(exchange)) {
            return;
        }
        try {
            if (exchange.getRequestMethod().equals("PUT")) {
                Entry entry = put((Resource) strict().parseResource(body));
                reply(exchange, entry.status(), entry.outcome() == null ? "" : encode(entry.outcome()));
            } else {
                batch(exchange, (Bundle) strict().parseResource(body), hostility);
            }
        } catch (DataFormatException e) {
            reply(exchange, 400, encode(outcome("does not parse")));
        }
    }

    private void batch(HttpExchange exchange, Bundle bundle, Hostility hostility) throws IOException {
        bundleSizes.add(bundle.getEntry().size());
        if (bundle.getEntry().size() > mostEntries) {
            reply(exchange, 413, "");
            return;
        }
        Set<String> seen = new HashSet<>();
        Bundle answer = new Bundle().setType(BundleType.BATCHRESPONSE);
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (!seen.add(entry.getRequest().getUrl())) {
                doubled.add(entry.getRequest().getUrl());
            }
            boolean busy = hostility instanceof Hostility.BusyEntries && answer.getEntry().size() % 2 == 1;
            Entry put = busy ? new Entry(429, null) : put(entry.getResource());
            answer.addEntry().getResponse().setStatus(put.status() + " So").setOutcome(put.outcome());
        }
        reply(exchange, 200, encode(answer));
    }

    private synchronized Entry put(Resource resource) {
        String reference = resource.fhirType() + "/" + resource.getIdPart();
        if (refuses.test(resource)) {
            return new Entry(422, outcome("not wanted"));
        }
        if (resource instanceof Observation observation && missing(observation)) {
            return new Entry(400, outcome("HAPI-1094: resource not found"));
        }
        String json = encode(resource);
        String before = stored.put(reference, json);
        if (!json.equals(before)) {
            versions.merge(reference, 1, Integer::sum);
        }
        return new Entry(before == null ? 201 : 200, null);
    }

    private boolean missing(Observation observation) {
        List<String> references = new ArrayList<>();
        references.add(observation.getSubject().getReference());
        references.add(observation.getDevice().getReference());
        return references.stream().anyMatch(reference -> reference != null && !stored.containsKey(reference));
    }

    private IParser strict() {
        return context.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    }

    private String encode(Resource resource) {
        return context.newJsonParser().encodeResourceToString(resource);
    }

    private static OperationOutcome outcome(String text) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(IssueType.PROCESSING).setDiagnostics(text);
        return outcome;
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Entry(int status, OperationOutcome outcome) {
    }

    /// How a server can misbehave, once.
    sealed interface Hostility {

        /// @return whether that was all the answer
        boolean answer(HttpExchange exchange) throws IOException;

        record Status(int status, String retryAfter) implements Hostility {

            static Status of(int status) {
                return new Status(status, null);
            }

            @Override
            public boolean answer(HttpExchange exchange) throws IOException {
                if (retryAfter != null) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                reply(exchange, status, "");
                return true;
            }
        }

        /// The connection breaks before an answer.
        record Reset() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) {
                exchange.close();
                return true;
            }
        }

        /// A gateway's page instead of FHIR.
        record Page() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) throws IOException {
                reply(exchange, 200, "<html>maintenance</html>");
                return true;
            }
        }

        /// Every second entry of a batch is answered 429 inside a 200.
        record BusyEntries() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) {
                return false;
            }
        }
    }
}
