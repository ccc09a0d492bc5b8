package dev.vigil.fhir.rest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.fhir.rest.LightStore.Abilities;
import dev.vigil.fhir.rest.LightStore.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;

/// A small FHIR server in memory that answers as HAPI's JPA server does: one resource that does not parse refuses the
/// whole batch. It can be told to misbehave.
public final class LightEhr implements AutoCloseable {

    private final FhirContext context = FhirContext.forR4Cached();
    private final HttpServer server;
    private final LightStore store = new LightStore();
    private final Deque<Hostility> hostilities = new ConcurrentLinkedDeque<>();
    private final List<Integer> bundleSizes = new CopyOnWriteArrayList<>();
    private final List<String> doubled = new CopyOnWriteArrayList<>();
    private final List<Delayed> delayed = new CopyOnWriteArrayList<>();
    private volatile int away;
    private volatile int mostEntries = Integer.MAX_VALUE;

    private LightEhr(HttpServer server) {
        this.server = server;
    }

    /// What was taken and is stored only after some more questions.
    private record Delayed(AtomicInteger questions, Runnable storing) {

        boolean isDone() {
            boolean due = questions.getAndDecrement() == 0;
            if (due) {
                storing.run();
            }
            return due;
        }
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
        return store.stored();
    }

    /// Our own identifiers of all that stands there of a type.
    public List<String> identifiersOf(String type) {
        return store.search(type, "_count=all").stream()
                .flatMap(resource -> resource.getNamedProperty("identifier").getValues().stream())
                .map(Identifier.class::cast).filter(identifier -> identifier.getSystem().startsWith("urn:vigil:"))
                .map(Identifier::getValue).toList();
    }

    /// `Type/id` of everything that was written, in order.
    public List<String> arrivals() {
        return store.arrivals();
    }

    public int version(String reference) {
        return store.version(reference);
    }

    List<Integer> bundleSizes() {
        return bundleSizes;
    }

    /// Ids that one bundle named twice.
    public List<String> doubled() {
        return doubled;
    }

    public void forget(String reference) {
        store.forget(reference);
    }

    /// Somebody else writes a resource.
    public void register(String json) {
        Resource resource = (Resource) strict().parseResource(json);
        store.write(Write.Method.PUT, resource.fhirType() + "/" + resource.getIdPart(), resource, null, null);
    }

    /// Answers every search with all that it has of the type.
    void ignoreSearches() {
        store.ignoreSearches();
    }

    /// Takes resources in this mode, and in none that asks more of a server.
    public void takeBy(DeliveryMode mode) {
        store.be(Abilities.of(mode));
    }

    /// Takes resources of a type in this mode, and in none that asks more of a server.
    void takeBy(String type, DeliveryMode mode) {
        store.be(type, Abilities.of(mode));
    }

    /// Takes no ids of clients, answers them with this status, and does not say so beforehand.
    void refuseIdsWith(int status) {
        store.refuseIdsWith(status);
    }

    /// Knows these types alone.
    public void takeOnly(String... types) {
        store.takeOnly(Set.of(types));
    }

    /// The next requests are answered so, one each; questions come as they are.
    void next(Hostility... next) {
        hostilities.addAll(List.of(next));
    }

    public void refuse(Predicate<Resource> which) {
        store.refuse(which);
    }

    /// Answers 503 to everything, or not any more.
    public void away(boolean isAway) {
        away = isAway ? 503 : 0;
    }

    /// Answers this to everything.
    void awayWith(int status) {
        away = status;
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
        String path = exchange.getRequestURI().toString().substring("/fhir".length());
        if (away > 0) {
            reply(exchange, away, "");
        } else if (path.equals("/metadata")) {
            reply(exchange, 200, store.capabilities());
        } else if (path.endsWith("/_search")) {
            search(exchange, path.substring(1, path.indexOf('/', 1)), body);
        } else if (exchange.getRequestMethod().equals("GET")) {
            read(exchange, path.substring(1));
        } else {
            write(exchange, path, body);
        }
    }

    private void write(HttpExchange exchange, String path, String body) throws IOException {
        Hostility hostility = hostilities.poll();
        if (hostility != null && hostility.answer(exchange)) {
            return;
        }
        try {
            Resource resource = (Resource) strict().parseResource(body);
            if (resource instanceof Bundle bundle) {
                batch(exchange, bundle, hostility);
            } else if (hostility instanceof Hostility.Forgetful) {
                reply(exchange, 200, "");
            } else if (hostility instanceof Hostility.Later later) {
                String method = exchange.getRequestMethod();
                var headers = exchange.getRequestHeaders();
                delayed.add(new Delayed(new AtomicInteger(later.questions()),
                        () -> store.write(Write.Method.valueOf(method), path.substring(1), resource,
                                headers.getFirst("If-Match"), headers.getFirst("If-None-Exist"))));
                reply(exchange, 202, "");
            } else {
                single(exchange, path.substring(1), resource, hostility);
            }
        } catch (DataFormatException e) {
            reply(exchange, 400, encode(Reply.refused(400, "does not parse").outcome()));
        }
    }

    private void single(HttpExchange exchange, String url, Resource resource, Hostility hostility)
            throws IOException {
        var headers = exchange.getRequestHeaders();
        Reply reply = store.write(Write.Method.valueOf(exchange.getRequestMethod()), url, resource,
                headers.getFirst("If-Match"), headers.getFirst("If-None-Exist"));
        if (hostility instanceof Hostility.LostReply) {
            exchange.close();
            return;
        }
        if (reply.location() != null) {
            exchange.getResponseHeaders().set("Location", base() + "/" + reply.location());
        }
        reply(exchange, reply.status(), reply.outcome() == null ? "" : encode(reply.outcome()));
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
            if (!seen.add(entry.getRequest().getUrl() + entry.getRequest().getIfNoneExist())) {
                doubled.add(entry.getRequest().getUrl());
            }
            Reply reply = reply(entry, hostility, answer.getEntry().size());
            answer.addEntry().getResponse().setStatus(reply.status() + " So").setLocation(reply.location())
                    .setOutcome(reply.outcome());
        }
        if (hostility instanceof Hostility.LostReply) {
            exchange.close();
        } else if (hostility instanceof Hostility.HalfReply) {
            half(exchange, encode(answer));
        } else {
            reply(exchange, 200, encode(answer));
        }
    }

    private Reply reply(BundleEntryComponent entry, Hostility hostility, int index) {
        if (hostility instanceof Hostility.BusyEntries && index % 2 == 1) {
            return new Reply(429, null, null);
        } else if (hostility instanceof Hostility.Forgetful && index == 0) {
            return new Reply(200, null, null);
        }
        BundleEntryRequestComponent request = entry.getRequest();
        return store.write(Write.Method.valueOf(request.getMethod().toCode()), request.getUrl(), entry.getResource(),
                request.getIfMatch(), request.getIfNoneExist());
    }

    private void search(HttpExchange exchange, String type, String query) throws IOException {
        delayed.removeIf(Delayed::isDone);
        Bundle found = new Bundle().setType(BundleType.SEARCHSET);
        store.search(type, query).forEach(resource -> found.addEntry().setResource(resource));
        found.setTotal(found.getEntry().size());
        reply(exchange, 200, encode(found));
    }

    private void read(HttpExchange exchange, String reference) throws IOException {
        String[] parts = reference.split("[/?]", 2);
        List<Resource> found = store.search(parts[0], "_id=" + parts[1]);
        reply(exchange, found.isEmpty() ? 404 : 200, found.isEmpty() ? "" : encode(found.get(0)));
    }

    private IParser strict() {
        return context.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    }

    private String encode(Resource resource) {
        return context.newJsonParser().encodeResourceToString(resource);
    }

    private static void half(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
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

        /// The connection breaks before anything is stored.
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

        /// The body begins and never ends.
        record SlowBody() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) throws IOException {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
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

        /// The first entry is answered 200 and not stored.
        record Forgetful() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) {
                return false;
            }
        }

        /// A single one is taken at once and stored after some questions more.
        record Later(int questions) implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) {
                return false;
            }
        }

        /// All is stored, and nobody hears of it.
        record LostReply() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) {
                return false;
            }
        }

        /// All of a batch is stored, and the answer breaks off.
        record HalfReply() implements Hostility {

            @Override
            public boolean answer(HttpExchange exchange) {
                return false;
            }
        }
    }
}
