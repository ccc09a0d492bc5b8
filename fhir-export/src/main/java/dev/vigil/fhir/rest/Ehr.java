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
record Ehr(EhrClient client, DeliveryMode mode, Lookup lookup, Writes writes, Subjects subjects, Pace pace,
        ServerIds ids, Map<String, String> sentReferences, ReentrantLock sendingReferences) {

    static Ehr of(JsonNode statement, EhrClient client, RestSettings settings, ServerIds ids, Waiting waiting,
            InstantSource clock) {
        Capabilities capabilities = Capabilities.of(statement);
        DeliveryMode mode = settings.mode() == null ? capabilities.best() : settings.mode();
        boolean singly = mode == DeliveryMode.SINGLE_POST || !capabilities.batch();
        Subjects subjects = new Subjects(client, newPatients(settings, capabilities, mode), waiting,
                settings.backOff(), clock);
        return new Ehr(client, mode, new Lookup(client, mode, ids), new Writes(mode), subjects,
                new Pace(singly ? 1 : settings.batches().mostEntries()), ids, new ConcurrentHashMap<>(),
                new ReentrantLock());
    }

    Delivery delivery(BackOff backOff) {
        return new Delivery(backOff, mode == DeliveryMode.PUT || mode == DeliveryMode.CONDITIONAL_UPDATE);
    }

    private static NewPatients newPatients(RestSettings settings, Capabilities capabilities, DeliveryMode mode) {
        if (!settings.createPatients()) {
            return NewPatients.NEVER;
        } else if (capabilities.conditionalCreate()) {
            return NewPatients.IF_NONE_EXISTS;
        }
        return mode == DeliveryMode.PUT ? NewPatients.UNDER_OUR_ID : NewPatients.PLAINLY;
    }
}
