package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.domain.plan.Plan;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.PlanProblem;
import dev.vigil.wire.plan.QuestionnaireJson;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Plans, as YAML or JSON. A plan with a mistake is refused as a whole, with every mistake named.
final class PlansApi {

    private final CareView view;
    private final Publisher publisher;

    PlansApi(CareView view, Publisher publisher) {
        this.view = view;
        this.publisher = publisher;
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
        Bodies.send(response, 200, plan(request));
    }

    /// What the plan asks, as FHIR has it.
    private void questionnaire(ServerRequest request, ServerResponse response) {
        Plan plan = plan(request);
        if (plan.questions().isEmpty()) {
            throw new ProblemException(Problem.notFound("This plan asks no questions."));
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/fhir+json")
                .send(Bodies.json(QuestionnaireJson.of(plan)));
    }

    private Plan plan(ServerRequest request) {
        return view.plan(Requests.path(request, "id"))
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no plan of this id.")));
    }

    private void put(ServerRequest request, ServerResponse response) {
        Plan plan = switch (PlanCodec.parse(Bodies.text(request))) {
            case ParsedPlan.Accepted(Plan accepted) -> accepted;
            case ParsedPlan.Refused(List<PlanProblem> problems) -> throw refused(problems);
        };
        if (!plan.id().equals(Requests.path(request, "id"))) {
            throw Bodies.refused("plan", "differs from the id in the address");
        }
        boolean isNew = view.plan(plan.id()).isEmpty();
        publisher.publishAndSee(Topics.PLANS, plan.id(), plan);
        Bodies.send(response, isNew ? 201 : 200, plan);
    }

    private static ProblemException refused(List<PlanProblem> problems) {
        return new ProblemException(new Problem(400, "invalid-plan", "The plan cannot be used",
                problems.getFirst().toString(), Map.of("problems", problems.stream().map(PlansApi::members).toList())));
    }

    private static Map<String, Object> members(PlanProblem problem) {
        return Map.of("line", problem.line(), "field", problem.field(), "reason", problem.reason());
    }
}
