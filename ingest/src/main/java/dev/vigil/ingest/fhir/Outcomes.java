package dev.vigil.ingest.fhir;

import dev.vigil.domain.reading.Reading;
import dev.vigil.http.Problem;
import dev.vigil.ingest.advice.Advice;
import dev.vigil.ingest.advice.AdviceTexts;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What became of resources, in FHIR's own words: an OperationOutcome, or the Bundle that answers one. The stable
/// type of a refusal is the code of `details`.
final class Outcomes {

    private static final String ACCEPTED = "202 Accepted";

    private static final int UNPROCESSABLE = 422;

    private Outcomes() {
    }

    static Map<String, Object> stored() {
        return outcome(List.of(told("The reading is stored; what becomes of it is decided next.")));
    }

    /// With what the patient can do at once about it.
    static Map<String, Object> stored(Reading reading, AdviceTexts texts) {
        List<Map<String, Object>> issues = new ArrayList<>(
                List.of(told("The reading is stored; what becomes of it is decided next.")));
        Advice.of(reading).forEach(advice -> issues.add(issue("information", "informational",
                "urn:vigil:advice:" + advice.code(), texts.of(advice), null)));
        return outcome(issues);
    }

    static Map<String, Object> withdrawn() {
        return outcome(List.of(told("The retraction is stored; the reading is withdrawn, if there is one.")));
    }

    private static Map<String, Object> told(String what) {
        return issue("information", "informational", null, what, null);
    }

    /// @param kind of the resource that was refused
    static Map<String, Object> of(ReadingResource kind, Refusal refusal) {
        return outcome(List.of(issue(refusal, kind, kind.type())));
    }

    static Map<String, Object> of(Problem problem) {
        return outcome(List.of(issue("error", codeOf(problem.status()), Problem.urn(problem.type()),
                problem.detail(), null)));
    }

    /// Why a transaction was refused as a whole.
    static Map<String, Object> refusedTransaction(FhirBundle bundle, List<Checked> readings) {
        List<Answered> answered = Answered.all(bundle, readings);
        return outcome(IntStream.range(0, answered.size()).boxed().flatMap(i -> switch (answered.get(i)) {
            case Answered.Refused(ReadingResource kind, Refusal refusal) when refusal
                    .type() != Refusal.Type.TRANSACTION ->
                List.of(issue(refusal, kind, "Bundle.entry[" + i + "].resource")).stream();
            case Answered.NotTaken(String reason) -> List.of(issue("error", "not-supported",
                    Problem.urn(Refusal.Type.MALFORMED.code()), reason, "Bundle.entry[" + i + "]")).stream();
            case Answered.Refused ignored -> List.<Map<String, Object>>of().stream();
            case Answered.Stored ignored -> List.<Map<String, Object>>of().stream();
            case Answered.ReferredTo ignored -> List.<Map<String, Object>>of().stream();
        }).toList());
    }

    /// One entry for each entry of the Bundle, in its order.
    static Map<String, Object> response(FhirBundle bundle, List<Checked> readings) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("resourceType", "Bundle");
        response.put("type", bundle.transaction() ? "transaction-response" : "batch-response");
        response.put("entry", Answered.all(bundle, readings).stream().map(Outcomes::entry).toList());
        return response;
    }

    static int statusOf(Refusal refusal) {
        return switch (refusal.type()) {
            case RATE_LIMITED -> 429;
            case DEVICE_NOT_ALLOWED -> 403;
            case MALFORMED, UNKNOWN_VITAL, UNKNOWN_UNIT, TECHNICAL, TRANSACTION, UNMAPPED -> UNPROCESSABLE;
        };
    }

    /// Of a transaction: coming back helps only where nothing in it has to be changed first.
    static int statusOf(FhirBundle bundle, List<Refusal> refusals) {
        boolean notTaken = bundle.entries().stream().anyMatch(BundleEntry.NotTaken.class::isInstance);
        return notTaken ? UNPROCESSABLE : refusals.stream()
                .filter(refusal -> refusal.type() != Refusal.Type.TRANSACTION).mapToInt(Outcomes::statusOf)
                .reduce((one, other) -> one == other ? one : UNPROCESSABLE).orElse(UNPROCESSABLE);
    }

    private static Map<String, Object> entry(Answered answered) {
        return switch (answered) {
            case Answered.Stored ignored -> entry(ACCEPTED, stored());
            case Answered.ReferredTo ignored -> entry(ACCEPTED,
                    outcome(List.of(told("Read for its identifiers; not kept."))));
            case Answered.Refused(ReadingResource kind, Refusal refusal) ->
                entry(statusOf(refusal) + " Refused", of(kind, refusal));
            case Answered.NotTaken(String reason) -> entry("422 Refused", outcome(List.of(issue("error",
                    "not-supported", Problem.urn(Refusal.Type.MALFORMED.code()), reason, null))));
        };
    }

    private static Map<String, Object> entry(String status, Map<String, Object> outcome) {
        return Map.of("response", Map.of("status", status, "outcome", outcome));
    }

    private static Map<String, Object> outcome(List<Map<String, Object>> issues) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("resourceType", "OperationOutcome");
        outcome.put("issue", issues);
        return outcome;
    }

    /// @param root where the resource stands in what was sent
    private static Map<String, Object> issue(Refusal refusal, ReadingResource kind, String root) {
        String code = switch (refusal.type()) {
            case MALFORMED -> "invalid";
            case UNKNOWN_VITAL, UNKNOWN_UNIT -> "code-invalid";
            case DEVICE_NOT_ALLOWED -> "forbidden";
            case RATE_LIMITED -> "throttled";
            case TECHNICAL, TRANSACTION, UNMAPPED -> "processing";
        };
        return issue("error", code, Problem.urn(refusal.type().code()), refusal.detail(),
                refusal.field() == null ? root : root + "." + kind.element(refusal.field()));
    }

    private static Map<String, Object> issue(String severity, String code, @Nullable String type, String diagnostics,
            @Nullable String expression) {
        Map<String, Object> issue = new LinkedHashMap<>();
        issue.put("severity", severity);
        issue.put("code", code);
        if (type != null) {
            issue.put("details", Map.of("coding", List.of(Map.of("system", "urn:ietf:rfc:9457", "code", type))));
        }
        issue.put("diagnostics", diagnostics);
        if (expression != null) {
            issue.put("expression", List.of(expression));
        }
        return issue;
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 404 -> "not-found";
            case 413 -> "too-long";
            case 415 -> "not-supported";
            case 429 -> "throttled";
            case 503 -> "transient";
            default -> "structure";
        };
    }
}
