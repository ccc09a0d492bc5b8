package dev.vigil.ingest.http;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.ingest.access.CredentialStore;
import dev.vigil.ingest.access.Provisioned;
import dev.vigil.wire.Credential;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `/v1/credentials`: the operator's alone. A token is told once, in the answer to the request that made it; nothing
/// that could be shown instead of it is ever told.
public final class CredentialsEndpoint {

    static final Set<String> OF_CHANGE = Set.of("devices", "allDevices", "expiresAt", "certificates");
    static final Set<String> OF_ADD =
            Set.of("name", "devices", "allDevices", "expiresAt", "certificates", "withToken");
    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final CredentialStore store;
    private final InstantSource clock;

    public CredentialsEndpoint(CredentialStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public void route(HttpRouting.Builder routing) {
        routing.get("/v1/credentials", guarded((request, response) -> list(response)));
        routing.post("/v1/credentials", guarded(this::add));
        routing.get("/v1/credentials/{name}", guarded(this::show));
        routing.put("/v1/credentials/{name}", guarded(this::change));
        routing.post("/v1/credentials/{name}/rotate", guarded(this::rotate));
        routing.post("/v1/credentials/{name}/revoke", guarded(this::revoke));
    }

    private Handler guarded(Handler handler) {
        return (request, response) -> {
            Senders.requireOperator(request);
            if (!store.ready()) {
                throw new ProblemException(Problem.unavailable("credentials-unavailable",
                        "The credentials have not been read yet."), SOON);
            }
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            handler.handle(request, response);
        };
    }

    private void list(ServerResponse response) {
        List<Map<String, Object>> shown = store.all().stream().map(credential -> members(credential, null)).toList();
        Replies.json(response, 200, Replies.bytes(Map.of("credentials", shown)));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Credential credential = store.get(name(request));
        if (credential == null) {
            throw unknown();
        }
        Replies.json(response, 200, Replies.bytes(members(credential, null)));
    }

    private void add(ServerRequest request, ServerResponse response) {
        CredentialRequest wish = CredentialRequest.read(request, OF_ADD);
        answer(response, 201, () -> store.add(wish.name(), wish.wanted(), wish.withToken()));
    }

    private void change(ServerRequest request, ServerResponse response) {
        CredentialRequest wish = CredentialRequest.read(request, OF_CHANGE);
        answer(response, 200, () -> store.change(name(request), wish.wanted()));
    }

    private void rotate(ServerRequest request, ServerResponse response) {
        CredentialRequest wish = CredentialRequest.read(request, Set.of("overlap"));
        answer(response, 200, () -> store.rotate(name(request), wish.overlap(OVERLAP)));
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        CredentialRequest.read(request, Set.of());
        answer(response, 200, () -> store.revoke(name(request)));
    }

    private void answer(ServerResponse response, int status, Supplier<Provisioned> change) {
        switch (provisioned(change)) {
            case Provisioned.Done(Credential credential, String token) ->
                Replies.json(response, status, Replies.bytes(members(credential, token)));
            case Provisioned.Unknown() -> throw unknown();
            case Provisioned.Conflict(String detail) ->
                throw new ProblemException(Problem.conflict("credential-conflict", detail));
            case Provisioned.NotStored() -> throw new ProblemException(Problem.unavailable("kafka-unavailable",
                    "The change is not known to be stored; look at the credential before you repeat it."), SOON);
        }
    }

    /// The checks name fields and limits in their own words, and never a value.
    private static Provisioned provisioned(Supplier<Provisioned> change) {
        try {
            return change.get();
        } catch (IllegalArgumentException e) {
            throw CredentialRequest.malformed(e.getMessage() + ".");
        }
    }

    private Map<String, Object> members(Credential credential, @Nullable String token) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", credential.name());
        members.put("state", state(credential));
        members.put("allDevices", credential.allDevices());
        members.put("devices", credential.devices().stream().map(DeviceId::value).toList());
        members.put("certificates", List.copyOf(credential.certificates()));
        members.put("createdAt", credential.createdAt().toString());
        members.put("expiresAt", credential.expiresAt().toString());
        if (credential.revokedAt() != null) {
            members.put("revokedAt", credential.revokedAt().toString());
        }
        members.put("tokens", credential.tokens().stream().map(CredentialsEndpoint::members).toList());
        if (token != null) {
            members.put("token", token);
        }
        return members;
    }

    private static Map<String, Object> members(Credential.Token token) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("issuedAt", token.issuedAt().toString());
        if (token.endsAt() != null) {
            members.put("endsAt", token.endsAt().toString());
        }
        return members;
    }

    private String state(Credential credential) {
        if (credential.revokedAt() != null) {
            return "revoked";
        }
        return credential.holdsAt(clock.instant()) ? "valid" : "expired";
    }

    private static String name(ServerRequest request) {
        return request.path().pathParameters().get("name");
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no credential of this name."));
    }
}
