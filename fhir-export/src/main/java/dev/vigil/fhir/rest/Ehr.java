package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Subjects.NewPatients;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// A server, once it has said what it can do, and all that is known of it. Shared by everything that sends.
///
/// @param sentReferences what others refer to, as it was last sent
/// @param sendingReferences held while some are sent, so that none is created twice
record Ehr(EhrClient client, DeliveryModes modes, Lookup lookup, Writes writes, Subjects subjects, Pace pace,
        ServerIds ids, Map<String, String> sentReferences, ReentrantLock sendingReferences, Permissions permissions) {

    static Ehr of(JsonNode statement, EhrClient client, RestSettings settings, ServerIds ids, Waiting waiting,
            InstantSource clock) {
        Capabilities capabilities = Capabilities.of(statement);
        DeliveryModes modes = new DeliveryModes(capabilities, settings.mode());
        boolean singly = modes.of("Observation") == DeliveryMode.SINGLE_POST || !capabilities.batch();
        Subjects subjects = new Subjects(client, newPatients(settings, capabilities, modes), waiting,
                settings.backOff(), clock);
        return new Ehr(client, modes, new Lookup(client, modes, ids), new Writes(modes), subjects,
                new Pace(singly ? 1 : settings.batches().mostEntries()), ids, new ConcurrentHashMap<>(),
                new ReentrantLock(), new Permissions());
    }

    private static NewPatients newPatients(RestSettings settings, Capabilities capabilities, DeliveryModes modes) {
        if (!settings.createPatients() || capabilities.best("Patient").isEmpty()) {
            return NewPatients.NEVER;
        } else if (capabilities.of("Patient").conditionalCreate()) {
            return NewPatients.IF_NONE_EXISTS;
        }
        return modes.of("Patient") == DeliveryMode.PUT ? NewPatients.UNDER_OUR_ID : NewPatients.PLAINLY;
    }
}
