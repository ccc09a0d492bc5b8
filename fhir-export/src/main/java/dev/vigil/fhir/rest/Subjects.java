package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Waiting.Lane;
import dev.vigil.fhir.rest.Write.Method;
import dev.vigil.fhir.sink.EncodedResource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which Patient of the server is ours: found by identifier, followed to the one that replaced it, created where that
/// is ours to do. Where none or more than one is found there is no telling, and nothing is written.
final class Subjects {

    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);
    private static final Duration TRUSTED = Duration.ofMinutes(10);
    private static final Duration STRANGE = Duration.ofSeconds(10);
    private static final int LOCKS = 64;

    private final EhrClient client;
    private volatile NewPatients newPatients;
    private final Waiting waiting;
    private final BackOff backOff;
    private final InstantSource clock;
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final ReentrantLock[] locks = Stream.generate(ReentrantLock::new).limit(LOCKS)
            .toArray(ReentrantLock[]::new);

    Subjects(EhrClient client, NewPatients newPatients, Waiting waiting, BackOff backOff, InstantSource clock) {
        this.client = client;
        this.newPatients = newPatients;
        this.waiting = waiting;
        this.backOff = backOff;
        this.clock = clock;
    }

    /// How a Patient is created.
    enum NewPatients {
        NEVER, UNDER_OUR_ID, IF_NONE_EXISTS, PLAINLY
    }

    /// What is known of a patient.
    ///
    /// @param reference `Patient/…` on the server, null where there is no telling
    /// @param json of ours that it was found by
    private record Standing(@Nullable String reference, String json, Instant until) {

        boolean holds(String presentJson, Instant now) {
            return json.equals(presentJson) && now.isBefore(until);
        }
    }

    /// Who could be meant.
    ///
    /// @param survivors by the server's id, each followed to the one that replaced it
    /// @param doubt why they cannot be believed, null where they can
    private record Candidates(Map<String, JsonNode> survivors, @Nullable String doubt) {
    }

    /// @return `Patient/…` on the server, nothing where there is no telling
    Optional<String> of(EncodedResource patient, Lane lane) throws InterruptedException {
        ReentrantLock lock = locks[Math.floorMod(patient.id().hashCode(), LOCKS)];
        lock.lockInterruptibly();
        try {
            Standing standing = standings.get(patient.id());
            if (standing == null || !standing.holds(patient.json(), clock.instant())) {
                standing = resolve(patient, lane);
                standings.put(patient.id(), standing);
            }
            return Optional.ofNullable(standing.reference());
        } finally {
            lock.unlock();
        }
    }

    void forget(EncodedResource patient) {
        standings.remove(patient.id());
    }

    private Standing resolve(EncodedResource patient, Lane lane) throws InterruptedException {
        JsonNode ours = Match.tree(patient);
        for (int attempts = 0;; attempts++) {
            Candidates candidates = find(ours, lane);
            Map<String, JsonNode> found = candidates.survivors();
            if (candidates.doubt() != null) {
                return strange(patient, candidates.doubt());
            } else if (found.size() == 1) {
                JsonNode theirs = found.values().iterator().next();
                amend(theirs, ours);
                return known("Patient/" + theirs.path("id").asText(), patient);
            } else if (found.size() > 1) {
                return strange(patient, found.size() + " Patients have its identifiers");
            } else if (newPatients == NewPatients.NEVER) {
                return strange(patient, "the FHIR server knows no Patient of its identifiers");
            }
            Standing created = create(patient, ours, lane, attempts);
            if (created != null) {
                return created;
            }
        }
    }

    private Standing known(String reference, EncodedResource patient) {
        return new Standing(reference, patient.json(), clock.instant().plus(TRUSTED));
    }

    private Standing strange(EncodedResource patient, String why) {
        Standing before = standings.get(patient.id());
        if (before == null || before.reference() != null) {
            LOG.warn("{}: {}; its resources wait", patient, why);
        }
        return new Standing(null, patient.json(), clock.instant().plus(STRANGE));
    }

    private Candidates find(JsonNode ours, Lane lane) throws InterruptedException {
        Map<String, JsonNode> survivors = new LinkedHashMap<>();
        String form = PatientJson.byIdentifiers(ours);
        List<JsonNode> answer = waiting.ask(lane, backOff, () -> client.search("Patient", form),
                Found.Resources::resources);
        List<JsonNode> found = answer.stream().filter(each -> PatientJson.shareIdentifier(each, ours)).toList();
        if (found.isEmpty() && !answer.isEmpty()) {
            return new Candidates(survivors, "the FHIR server does not search Patients by identifier");
        }
        for (JsonNode each : found) {
            Optional<JsonNode> survivor = survivor(each, lane);
            if (survivor.isEmpty()) {
                return new Candidates(survivors, "a Patient of its identifiers was replaced by one that is not there");
            }
            survivors.put(survivor.get().path("id").asText(), survivor.get());
        }
        return new Candidates(survivors, null);
    }

    /// @return nothing where replacements lead nowhere, or in a circle
    private Optional<JsonNode> survivor(JsonNode found, Lane lane) throws InterruptedException {
        JsonNode survivor = found;
        for (int merges = 0; merges < PatientJson.MOST_MERGES; merges++) {
            Optional<String> replacement = PatientJson.replacedBy(survivor);
            if (replacement.isEmpty()) {
                return Optional.of(survivor);
            }
            Optional<String> path = replacement.flatMap(reference -> client.here("Patient", reference));
            if (path.isEmpty()) {
                return Optional.empty();
            }
            var next = waiting.ask(lane, backOff, () -> client.read(path.get()), Found.Resources::resources);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            survivor = next.getFirst();
        }
        return Optional.empty();
    }

    /// A Patient that we made learns what the care team has said since; one of the EHR's own is left alone. What does
    /// not succeed is tried again when it is looked up again.
    private void amend(JsonNode theirs, JsonNode ours) throws InterruptedException {
        if (newPatients == NewPatients.NEVER || !PatientJson.isOurs(theirs)) {
            return;
        }
        ObjectNode amended = PatientJson.amended(theirs, ours);
        if (!amended.equals(theirs)) {
            String version = theirs.path("meta").path("versionId").asText(null);
            client.write(List.of(new Write(Method.PUT, "Patient/" + theirs.path("id").asText(),
                    version == null ? null : "W/\"" + version + "\"", null, amended.toString())));
        }
    }

    /// @return null to look again
    private @Nullable Standing create(EncodedResource patient, JsonNode ours, Lane lane, int attempts)
            throws InterruptedException {
        Answer answer = client.write(List.of(PatientJson.creation(patient, ours, newPatients)));
        switch (answer) {
            case Answer.Broken(String reason, boolean ignored) ->
                waiting.after(new Pause.BackOff(backOff.after(attempts, null), reason), lane, attempts);
            case Answered answered -> {
                String says = "the FHIR server answers " + answered.status() + " to a new Patient";
                Meaning meaning = Meaning.of(answered.status());
                if (newPatients == NewPatients.UNDER_OUR_ID
                        && (meaning == Meaning.REFUSED || meaning == Meaning.MISPLACED)) {
                    newPatients = NewPatients.PLAINLY; // it may be the id alone
                    return null;
                }
                switch (meaning) {
                    case TAKEN -> {
                        String location = answered.entries().getFirst().location();
                        if (location != null || newPatients == NewPatients.UNDER_OUR_ID) {
                            return known(location == null ? patient.reference() : location, patient);
                        }
                        Thread.sleep(backOff.after(attempts, null)); // it does not say what it stored: look
                    }
                    case REFUSED, TOO_LARGE -> {
                        return strange(patient, says);
                    }
                    case BUSY, TROUBLED, OVERTAKEN -> waiting.after(new Pause.BackOff(
                            backOff.after(attempts, answered.retryAfter()), says), lane, attempts);
                    case FORBIDDEN, MISPLACED ->
                        waiting.after(new Pause.CallOperator(backOff.operator(), says), lane, attempts);
                }
            }
        }
        return null;
    }
}
