package dev.vigil.ingest.fhir;

import dev.vigil.domain.plan.Plan;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.QuestionnaireJson;
import dev.vigil.wire.plan.ShippedPlans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;

/// What plans ask, for the application that asks it and that knows no door but this one. A plan says nothing of any
/// patient. Thread-safe.
public final class Questionnaires implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final CompactedTable<String, Plan> plans;

    private Questionnaires(CompactedTable<String, Plan> plans) {
        this.plans = plans;
    }

    /// Returns at once, with or without Kafka.
    public static Questionnaires open(KafkaConnection kafka, MeterRegistry registry) {
        return new Questionnaires(CompactedTable.start(Topics.PLANS, kafka, registry));
    }

    /// @throws ProblemException 404 where there is no such plan or it asks nothing, 503 while that is not known
    Map<String, Object> of(String planId) {
        if (!plans.caughtUp()) {
            throw new ProblemException(Problem.unavailable("plans-unavailable", "Plans have not been read yet."),
                    RETRY);
        }
        Plan own = plans.get(planId);
        Plan plan = own == null ? ShippedPlans.plan(planId).orElse(null) : own;
        if (plan == null || plan.questions().isEmpty()) {
            throw new ProblemException(Problem.notFound("There is no plan of this id that asks questions."));
        }
        return QuestionnaireJson.of(plan);
    }

    @Override
    public void close() {
        plans.close();
    }
}
