package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.domain.plan.Plan;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.PlanEdition;
import dev.vigil.wire.plan.PlanProblem;
import dev.vigil.wire.plan.QuestionnaireJson;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Plans, as YAML or JSON. A plan with a mistake is refused as a whole, with every mistake named. What held before is
/// kept with who put it and when; to put the same again adds nothing. Two nodes that change one plan at the same
/// instant: the later write stands.
final class PlansApi {

    private final CareView view;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Lock turn = new ReentrantLock();

    PlansApi(CareView view, Publisher publisher, InstantSource clock) {
        this.view = view;
        this.publisher = publisher;
        this.clock = clock;
    }

    void routes(HttpRules rules) {
        rules.get("/plans", this::list).get("/plans/{id}", this::get).put("/plans/{id}", this::put)
                .get("/plans/{id}/questionnaire", this::questionnaire);
    }

    /// All plans in force, by id.
    record PlanList(Collection<Plan> plans) {
    }

    private void list(ServerRequest request, ServerResponse response) {
        Bodies.send(response, 200, new PlanList(view.plans()));
    }

    private void get(ServerRequest request, ServerResponse response) {
        send(response, 200, edition(request));
    }

    /// What the plan asks, as FHIR has it.
    private void questionnaire(ServerRequest request, ServerResponse response) {
        Plan plan = edition(request).plan();
        if (plan.questions().isEmpty()) {
            throw new ProblemException(Problem.notFound("This plan asks no questions."));
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/fhir+json")
                .send(Bodies.json(QuestionnaireJson.of(plan)));
    }

    private PlanEdition edition(ServerRequest request) {
        return view.planEdition(Requests.path(request, "id"))
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no plan of this id.")));
    }

    private void put(ServerRequest request, ServerResponse response) {
        ParsedPlan.Accepted plan = switch (PlanCodec.parse(Bodies.text(request))) {
            case ParsedPlan.Accepted accepted -> accepted;
            case ParsedPlan.Refused(List<PlanProblem> problems) -> throw refused(problems);
        };
        if (!plan.plan().id().equals(Requests.path(request, "id"))) {
            throw Bodies.refused("plan", "differs from the id in the address");
        }
        turn.lock();
        try {
            keep(plan, response);
        } finally {
            turn.unlock();
        }
    }

    private void keep(ParsedPlan.Accepted put, ServerResponse response) {
        Plan plan = put.plan();
        Optional<PlanEdition> known = view.planEdition(plan.id());
        if (known.filter(edition -> edition.setAt() != null && edition.plan().equals(plan)).isPresent()) {
            send(response, 200, known.get());
            return;
        }
        PlanEdition edition = known.map(before -> before.replacedBy(plan, put.setBy(), clock.instant()))
                .orElseGet(() -> new PlanEdition(plan, put.setBy(), clock.instant(), List.of()));
        publisher.publishAndSee(Topics.PLAN_EDITIONS, plan.id(), edition);
        send(response, known.isEmpty() ? 201 : 200, edition);
    }

    private static void send(ServerResponse response, int status, PlanEdition edition) {
        Replies.json(response, status, Topics.PLAN_EDITIONS.value().encode(edition));
    }

    private static ProblemException refused(List<PlanProblem> problems) {
        return new ProblemException(new Problem(400, "invalid-plan", "The plan cannot be used",
                problems.getFirst().toString(), Map.of("problems", problems.stream().map(PlansApi::members).toList())));
    }

    private static Map<String, Object> members(PlanProblem problem) {
        return Map.of("line", problem.line(), "field", problem.field(), "reason", problem.reason());
    }
}
