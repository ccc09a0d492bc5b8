package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertCommand.Verb;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.wire.Topics;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Alerts and what people do about them. A command goes to the lifecycle, which alone decides; its outcome comes back
/// with the alert. The caller waits for it a little, and is told where to look when it takes longer.
final class AlertsApi {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Set<String> STATES = Set.of("active", "acknowledged", "snoozed", "cleared", "resolved");
    private static final String OPEN = "open";

    private final CareView view;
    private final Publisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;

    AlertsApi(CareView view, Publisher publisher, InstantSource clock, MeterRegistry meters) {
        this.view = view;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
    }

    void routes(HttpRules rules) {
        rules.get("/alerts", this::list)
                .get("/alerts/{id}", this::get)
                .post("/alerts/{id}/acknowledge", (request, response) -> command(request, response, "acknowledge"))
                .post("/alerts/{id}/snooze", (request, response) -> command(request, response, "snooze"))
                .post("/alerts/{id}/resolve", (request, response) -> command(request, response, "resolve"))
                .post("/alerts/{id}/comment", (request, response) -> command(request, response, "comment"));
    }

    /// @param alerts newest transition first
    record AlertList(Instant at, List<Alert> alerts) {
    }

    private void list(ServerRequest request, ServerResponse response) {
        Optional<String> state = Requests.query(request, "state");
        state.filter(asked -> !asked.equals(OPEN) && !STATES.contains(asked)).ifPresent(asked -> {
            throw Bodies.refused("state",
                    "must be one of open, active, acknowledged, snoozed, cleared, resolved");
        });
        Optional<PatientId> patient = Requests.patientAsked(request);
        Optional<Priority> priority = Requests.code(request, "priority", Priority.values(), Priority::code);
        List<Alert> alerts = view.alerts().stream()
                .filter(alert -> state.map(asked -> isIn(alert, asked)).orElse(true))
                .filter(alert -> patient.map(alert.patientId()::equals).orElse(true))
                .filter(alert -> priority.map(asked -> alert.priority() == asked).orElse(true))
                .sorted(Comparator.comparing(Alert::at).reversed().thenComparing(Alert::id)).toList();
        Bodies.send(response, 200, new AlertList(clock.instant(), alerts));
    }

    private static boolean isIn(Alert alert, String state) {
        return state.equals(OPEN) ? alert.state().isOpen() : alert.state().code().equals(state);
    }

    private void get(ServerRequest request, ServerResponse response) {
        Bodies.send(response, 200, known(request));
    }

    private Alert known(ServerRequest request) {
        return view.alert(Requests.path(request, "id"))
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no alert of this id.")));
    }

    private void command(ServerRequest request, ServerResponse response, String verb) {
        CommandBody body = Bodies.read(request, CommandBody.class);
        Verb asked = body.verb(verb);
        String commandId = body.commandIdOrNew();
        Alert alert = known(request);
        if (!isSettled(alert, commandId)) {
            publisher.publish(Topics.ALERT_COMMANDS, alert.patientId(), new AlertCommand(commandId, alert.id(),
                    alert.patientId(), asked, body.by(), body.note(), clock.instant()));
            view.awaitAlert(alert.id(), now -> now.map(known -> isSettled(known, commandId)).orElse(true), PATIENCE);
        }
        Alert now = view.alert(alert.id())
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no alert of this id.")));
        answer(response, now, verb, commandId);
    }

    /// Whether the alert says what became of the command. A resolved alert takes none: silence is its answer.
    private static boolean isSettled(Alert alert, String commandId) {
        return alert.outcomeOf(commandId).isPresent() || !alert.state().isOpen();
    }

    private void answer(ServerResponse response, Alert alert, String verb, String commandId) {
        Optional<AlertEntry> outcome = alert.outcomeOf(commandId);
        if (outcome.isEmpty() && alert.state().isOpen()) {
            count(verb, "pending");
            response.header(HeaderNames.LOCATION, "/api/v1/alerts/" + alert.id());
            Bodies.send(response, 202, new Pending(commandId, alert.id()));
        } else if (outcome.isEmpty() || outcome.get().event().equals(AlertEntry.REFUSED)) {
            count(verb, "forbidden");
            String why = outcome.map(AlertEntry::note).orElse("the alert is resolved");
            throw new ProblemException(Problem.conflict("command-forbidden", verb + ": " + why + "."));
        } else {
            count(verb, "done");
            Bodies.send(response, 200, alert);
        }
    }

    /// Asked, and not decided yet: the alert's history will tell.
    record Pending(String commandId, String alertId) {
    }

    private void count(String verb, String outcome) {
        meters.counter("vigil.api.commands", "command", verb, "outcome", outcome).increment();
    }
}
