package dev.vigil.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CredentialsClient;
import dev.vigil.wire.Credential;
import dev.vigil.wire.json.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "credentials", mixinStandardHelpOptions = true, description = {
    "Who may push: adds, lists, changes, rotates and revokes the credentials of devices and gateways at a running",
    "ingest, as its operator (ingest.token). A token is shown once."},
        subcommands = {CredentialsCommand.Add.class, CredentialsCommand.ListThem.class,
            CredentialsCommand.Change.class, CredentialsCommand.Rotate.class, CredentialsCommand.Revoke.class})
final class CredentialsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "needs the command add, list, change, rotate or revoke");
    }

    private interface Asking {
        JsonNode ask(CredentialsClient client) throws InterruptedException;
    }

    /// What every one of them is told.
    static final class Reached {
        @Option(names = "--ingest", paramLabel = "URL", description = "ingest, where it is not on this machine")
        private @Nullable URI ingest;

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        private JsonNode ask(Asking asking) throws InterruptedException {
            try (CredentialsClient client =
                    new CredentialsClient(LocalServers.ingest(options.resolve(), ingest))) {
                return asking.ask(client);
            }
        }
    }

    /// What a credential is for.
    static final class Wish {
        @Option(names = "--device", paramLabel = "ID", description = "a device it may push for; any number of them")
        private List<String> devices = new ArrayList<>();

        @Option(names = "--all-devices", description = "it may push for every device")
        private boolean allDevices;

        @Option(names = "--expires", paramLabel = "TIME",
                description = "when it ends, such as 2027-06-30T00:00:00Z (a year from now)")
        private @Nullable Instant expires;

        @Option(names = "--certificate", paramLabel = "KIND:NAME",
                description = "a client certificate that stands for it: dns:, uri:, email: or subject:")
        private List<String> certificates = new ArrayList<>();

        private ObjectNode json() {
            ObjectNode json = Json.mapper().createObjectNode();
            json.put("allDevices", allDevices);
            ArrayNode listed = json.putArray("devices");
            devices.forEach(listed::add);
            ArrayNode standing = json.putArray("certificates");
            certificates.forEach(standing::add);
            if (expires != null) {
                json.put("expiresAt", expires.toString());
            }
            return json;
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Adds a credential and shows its token, once.")
    static final class Add implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "becomes the gateway of what it pushes")
        private String name = "";

        @Mixin
        private Wish wish = new Wish();

        @Option(names = "--no-token", description = "a certificate alone stands for it")
        private boolean noToken;

        @Mixin
        private Reached reached = new Reached();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            ObjectNode json = wish.json().put("name", name).put("withToken", !noToken);
            return show(spec, reached.ask(client -> client.add(json)));
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Lists all credentials, revoked ones too.")
    static final class ListThem implements Callable<Integer> {
        @Mixin
        private Reached reached = new Reached();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            reached.ask(CredentialsClient::list).path("credentials")
                    .forEach(credential -> out.println(line(credential)));
            out.flush();
            return 0;
        }
    }

    @Command(name = "change", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Says anew what a credential is for; its tokens stay.")
    static final class Change implements Callable<Integer> {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Mixin
        private Wish wish = new Wish();

        @Mixin
        private Reached reached = new Reached();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return show(spec, reached.ask(client -> client.change(checked(spec, name), wish.json())));
        }
    }

    @Command(name = "rotate", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Issues a new token and shows it, once; the old one holds for a while.")
    static final class Rotate implements Callable<Integer> {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--overlap", paramLabel = "DURATION", defaultValue = "PT24H",
                description = "how long the old token holds (${DEFAULT-VALUE}); PT0S where it was stolen")
        private Duration overlap = Duration.ofHours(24);

        @Mixin
        private Reached reached = new Reached();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return show(spec, reached.ask(client -> client.rotate(checked(spec, name), overlap)));
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, sortOptions = false,
            description = "Ends a credential at once, at every instance and for good.")
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Mixin
        private Reached reached = new Reached();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            return show(spec, reached.ask(client -> client.revoke(checked(spec, name))));
        }
    }

    /// A name becomes part of an address.
    private static String checked(CommandSpec spec, String name) {
        try {
            Credential.requireName(name);
            return name;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static int show(CommandSpec spec, JsonNode credential) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line(credential));
        if (credential.has("token")) {
            out.println("token " + credential.path("token").asText());
            out.println("Keep it now: nobody can show it again.");
        }
        out.flush();
        return 0;
    }

    private static String line(JsonNode credential) {
        String devices = credential.path("allDevices").asBoolean() ? "all"
                : Integer.toString(credential.path("devices").size());
        return "%-24s %-8s devices=%s tokens=%d certificates=%d until=%s".formatted(
                credential.path("name").asText(), credential.path("state").asText(), devices,
                credential.path("tokens").size(), credential.path("certificates").size(),
                credential.path("expiresAt").asText());
    }
}
