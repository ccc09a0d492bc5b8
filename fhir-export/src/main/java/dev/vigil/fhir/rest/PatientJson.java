package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.fhir.rest.Subjects.NewPatients;
import dev.vigil.fhir.rest.Write.Method;
import dev.vigil.fhir.sink.EncodedResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What is read from Patients and said in them.
final class PatientJson {

    /// One Patient can replace another, which had replaced a third.
    static final int MOST_MERGES = 10;

    private static final String OUR_SYSTEM = "urn:vigil:patient";

    private PatientJson() {
    }

    /// A search for any of the identifiers, which go into the body: a hospital's number names a person.
    static String byIdentifiers(JsonNode patient) {
        return "identifier=" + encoded(StreamSupport.stream(patient.path("identifier").spliterator(), false)
                .map(identifier -> Match.escaped(token(identifier))).collect(Collectors.joining(",")));
    }

    /// The reference to whoever replaced it, empty where a replacement is named in no way that can be followed.
    static Optional<String> replacedBy(JsonNode patient) {
        return StreamSupport.stream(patient.path("link").spliterator(), false)
                .filter(link -> link.path("type").asText().equals("replaced-by"))
                .map(link -> link.path("other").path("reference").asText()).findFirst();
    }

    /// A server that does not search by identifier answers with whomever it has.
    static boolean shareIdentifier(JsonNode one, JsonNode other) {
        Set<String> tokens = tokens(one);
        return tokens(other).stream().anyMatch(tokens::contains);
    }

    static boolean isOurs(JsonNode patient) {
        return StreamSupport.stream(patient.path("identifier").spliterator(), false)
                .anyMatch(identifier -> identifier.path("system").asText().equals(OUR_SYSTEM));
    }

    /// Theirs with the identifiers and the birth date that ours has.
    static ObjectNode amended(JsonNode theirs, JsonNode ours) {
        ObjectNode amended = theirs.deepCopy();
        ArrayNode identifiers = amended.withArray("identifier");
        for (JsonNode identifier : ours.path("identifier")) {
            if (StreamSupport.stream(identifiers.spliterator(), false)
                    .noneMatch(each -> token(each).equals(token(identifier)))) {
                identifiers.add(identifier);
            }
        }
        if (ours.has("birthDate")) {
            amended.set("birthDate", ours.get("birthDate"));
        }
        return amended;
    }

    static Write creation(EncodedResource patient, JsonNode ours, NewPatients how) {
        if (how == NewPatients.UNDER_OUR_ID) {
            return new Write(Method.PUT, patient.reference(), null, null, patient.json());
        }
        ObjectNode nameless = ours.deepCopy();
        nameless.remove("id");
        String condition = how == NewPatients.IF_NONE_EXISTS
                ? "identifier=" + encoded(Match.escaped(token(ours.path("identifier").path(0))))
                : null;
        return new Write(Method.POST, "Patient", null, condition, nameless.toString());
    }

    private static Set<String> tokens(JsonNode patient) {
        return StreamSupport.stream(patient.path("identifier").spliterator(), false).map(PatientJson::token)
                .collect(Collectors.toSet());
    }

    private static String token(JsonNode identifier) {
        return identifier.path("system").asText() + "|" + identifier.path("value").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
