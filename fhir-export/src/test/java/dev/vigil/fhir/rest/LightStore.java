package dev.vigil.fhir.rest;

import ca.uhn.fhir.context.FhirContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/// What a small FHIR server keeps, and how it changes: literal references must exist, the same again makes no new
/// version, versions must match where one is named.
final class LightStore {

    private final FhirContext context = FhirContext.forR4Cached();
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final List<String> arrivals = new ArrayList<>();
    private static final List<String> TYPES = List.of("Patient", "Observation", "Device", "DeviceMetric",
            "DeviceUseStatement", "Provenance", "RiskAssessment", "DetectedIssue", "Flag", "Communication");

    private Abilities abilities = Abilities.all();
    private final Map<String, Abilities> ofTypes = new HashMap<>();
    private Set<String> types = Set.copyOf(TYPES);
    private Predicate<Resource> refuses = resource -> false;
    private boolean searches = true;
    private int idsRefusedWith;
    private int nextId = 1000;

    /// @param clientIds whether a resource may be created by PUT under an id of the client's
    record Abilities(boolean clientIds, boolean conditionalUpdate, boolean conditionalCreate, boolean batch) {

        static Abilities all() {
            return new Abilities(true, true, true, true);
        }

        static Abilities of(DeliveryMode mode) {
            return new Abilities(mode == DeliveryMode.PUT, mode.compareTo(DeliveryMode.CONDITIONAL_UPDATE) <= 0,
                    mode != DeliveryMode.SINGLE_POST, mode != DeliveryMode.SINGLE_POST);
        }
    }

    private record Held(String json, Resource resource, int version) {
    }

    /// @param outcome why not, null where it was taken
    record Reply(int status, String location, OperationOutcome outcome) {

        static Reply refused(int status, String why) {
            OperationOutcome outcome = new OperationOutcome();
            outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(IssueType.PROCESSING).setDiagnostics(why);
            return new Reply(status, null, outcome);
        }
    }

    /// Takes, and names, these types alone.
    synchronized void takeOnly(Set<String> taken) {
        types = Set.copyOf(taken);
    }

    synchronized void be(String type, Abilities able) {
        ofTypes.put(type, able);
    }

    private Abilities abilities(String type) {
        return ofTypes.getOrDefault(type, abilities);
    }

    synchronized void be(Abilities able) {
        abilities = able;
    }

    synchronized void refuse(Predicate<Resource> which) {
        refuses = which;
    }

    synchronized void ignoreSearches() {
        searches = false;
    }

    /// Says nothing of whose ids it takes.
    synchronized void refuseIdsWith(int status) {
        idsRefusedWith = status;
    }

    synchronized void forget(String reference) {
        held.remove(reference);
    }

    synchronized Map<String, String> stored() {
        return held.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().json()));
    }

    synchronized int version(String reference) {
        return held.containsKey(reference) ? held.get(reference).version() : 0;
    }

    synchronized List<String> arrivals() {
        return List.copyOf(arrivals);
    }

    /// `Type/id`, `Type?query` or `Type`.
    synchronized Reply write(Write.Method method, String url, Resource resource, String ifMatch, String ifNoneExist) {
        if (refuses.test(resource)) {
            return Reply.refused(422, "not wanted");
        }
        if (resource instanceof Observation observation && missing(observation)) {
            return Reply.refused(400, "HAPI-1094: resource not found");
        }
        String type = resource.fhirType();
        if (!types.contains(type)) {
            return Reply.refused(404, "no such type here");
        } else if (method == Write.Method.POST) {
            return create(resource, ifNoneExist);
        } else if (url.contains("?")) {
            return abilities(type).conditionalUpdate() ? updateWhere(url.substring(url.indexOf('?') + 1), resource)
                    : Reply.refused(405, "no conditional update");
        }
        return held.containsKey(url) || abilities(type).clientIds() ? update(url, resource, ifMatch)
                : Reply.refused(idsRefusedWith == 0 ? 405 : idsRefusedWith, "no ids of clients");
    }

    private Reply create(Resource resource, String ifNoneExist) {
        if (ifNoneExist != null && abilities(resource.fhirType()).conditionalCreate()) {
            List<String> found = find(resource.fhirType(), ifNoneExist);
            if (!found.isEmpty()) {
                return found.size() > 1 ? Reply.refused(412, "several match")
                        : new Reply(200, place(found.get(0)), null);
            }
        }
        return put(resource.fhirType() + "/" + nextId++, resource);
    }

    private Reply updateWhere(String query, Resource resource) {
        List<String> found = find(resource.fhirType(), query);
        return switch (found.size()) {
            case 0 -> put(resource.fhirType() + "/" + nextId++, resource);
            case 1 -> put(found.get(0), resource);
            default -> Reply.refused(412, "several match");
        };
    }

    private Reply update(String reference, Resource resource, String ifMatch) {
        if (ifMatch != null && !ifMatch.equals("W/\"" + version(reference) + "\"")) {
            return Reply.refused(412, "another version");
        }
        return put(reference, resource);
    }

    private Reply put(String reference, Resource resource) {
        Held before = held.get(reference);
        resource.setId(reference);
        resource.getMeta().setVersionId(null);
        String json = context.newJsonParser().encodeResourceToString(resource);
        arrivals.add(reference);
        if (before == null || !before.json().equals(json)) {
            held.put(reference, new Held(json, resource, before == null ? 1 : before.version() + 1));
        }
        return new Reply(before == null ? 201 : 200, place(reference), null);
    }

    private String place(String reference) {
        return reference + "/_history/" + version(reference);
    }

    /// Versioned copies of what a query finds.
    synchronized List<Resource> search(String type, String query) {
        return find(type, searches ? query : "_count=all").stream().map(reference -> {
            Resource copy = held.get(reference).resource().copy();
            copy.getMeta().setVersionId(Integer.toString(version(reference)));
            return copy;
        }).toList();
    }

    private List<String> find(String type, String query) {
        Map<String, List<String>> wanted = Arrays.stream(query.split("&")).map(each -> each.split("=", 2))
                .filter(each -> !each[0].equals("_count") && !each[0].equals("_summary"))
                .collect(Collectors.toMap(each -> each[0], each -> List.of(
                        URLDecoder.decode(each[1], StandardCharsets.UTF_8).split(",")), (one, other) -> one));
        return held.keySet().stream().filter(reference -> reference.startsWith(type + "/"))
                .filter(reference -> wanted.entrySet().stream().allMatch(
                        each -> matches(held.get(reference).resource(), each.getKey(), each.getValue())))
                .toList();
    }

    private static boolean matches(Resource resource, String parameter, List<String> values) {
        return switch (parameter) {
            case "_id" -> values.contains(resource.getIdElement().getIdPart());
            case "identifier" -> identifiers(resource).anyMatch(values::contains);
            case "_tag" -> resource.getMeta().getTag().stream()
                    .anyMatch(tag -> values.contains(tag.getSystem() + "|" + tag.getCode()));
            default -> true;
        };
    }

    private static Stream<String> identifiers(Resource resource) {
        List<Base> identifiers = resource.getNamedProperty("identifier") == null ? List.of()
                : resource.getNamedProperty("identifier").getValues();
        return identifiers.stream().map(Identifier.class::cast).flatMap(identifier -> Stream.of(
                identifier.getSystem() + "|" + identifier.getValue(), identifier.getSystem() + "|"));
    }

    private boolean missing(Observation observation) {
        return Stream.of(observation.getSubject().getReference(), observation.getDevice().getReference())
                .anyMatch(reference -> reference != null && !held.containsKey(reference));
    }

    synchronized String capabilities() {
        return """
                {"resourceType":"CapabilityStatement","rest":[{"mode":"server","interaction":[%s],"resource":[%s]}]}"""
                .formatted(abilities.batch() ? "{\"code\":\"batch\"}" : "",
                        types.stream().map(this::capabilities).collect(Collectors.joining(",")));
    }

    private String capabilities(String type) {
        Abilities able = abilities(type);
        return """
                {"type":"%s","interaction":[{"code":"update"},{"code":"create"}],%s
                "conditionalUpdate":%s,"conditionalCreate":%s}""".formatted(type,
                idsRefusedWith == 0 ? "\"updateCreate\":" + able.clientIds() + "," : "",
                able.conditionalUpdate(), able.conditionalCreate());
    }
}
