package dev.vigil.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vigil.wire.FhirFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why something was refused, as a person would say it, and which field it is about. An OperationOutcome's free text
/// may quote a value, so only its codes, its paths and the names of elements are shown.
///
/// @param field as the server named it, empty where it named none
public record PlainReason(String resourceType, String reason, String field) {

    private static final Pattern ELEMENT = Pattern.compile("element=\"([A-Za-z]+)\"");
    private static final Pattern HAPI_CODE = Pattern.compile("HAPI-\\d{4}");

    public static PlainReason of(FhirFailure failure) {
        JsonNode outcome = failure.operationOutcome();
        JsonNode issue = outcome == null ? MissingNode.getInstance()
                : outcome.path("issue").path(0);
        String diagnostics = issue.path("diagnostics").asText();
        String type = failure.resourceType() == null ? "record" : failure.resourceType();
        return new PlainReason(type, reason(failure, issue, diagnostics), field(issue, diagnostics));
    }

    private static String reason(FhirFailure failure, JsonNode issue, String diagnostics) {
        String code = issue.path("code").asText();
        Matcher hapi = HAPI_CODE.matcher(diagnostics);
        String detail = (code.isEmpty() ? "" : ", " + code) + (hapi.find() ? ", " + hapi.group() : "");
        return status(failure) + detail;
    }

    private static String status(FhirFailure failure) {
        return switch (failure.status()) {
            case 0 -> "not sent: " + failure.reason();
            case 400 -> "the server cannot read it or what it refers to (400)";
            case 404, 405 -> "the server does not take this kind of resource or change (" + failure.status() + ")";
            case 409 -> "it conflicts with what the server has (409)";
            case 412 -> "more than one resource on the server has its identifier, or another version (412)";
            case 413 -> "it is too large for the server (413)";
            case 422 -> "it breaks a rule of the server (422)";
            default -> failure.reason();
        };
    }

    private static String field(JsonNode issue, String diagnostics) {
        for (String paths : new String[] {"expression", "location"}) {
            String path = issue.path(paths).path(0).asText();
            if (path.matches("[A-Za-z0-9.\\[\\]()]{1,120}")) {
                return path;
            }
        }
        Matcher element = ELEMENT.matcher(diagnostics);
        return element.find() ? element.group(1) : "";
    }
}
