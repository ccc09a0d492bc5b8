package dev.vigil.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.demo.HomePatient.HomeDevice;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Enrols the ward as a care team would: its plans, its patients, their devices.
final class WardEnrolment {

    /// Stored readings of before the demo find their patient too.
    private static final Duration BEFORE = Duration.ofDays(14);

    /// The others come with the product.
    private static final List<String> PLANS = List.of("watched");

    private WardEnrolment() {
    }

    static void enrol(List<HomePatient> ward, CareTeamClient careTeam, Instant now) throws InterruptedException {
        for (String plan : PLANS) {
            careTeam.putPlan(plan, plan(plan));
        }
        String from = now.minus(BEFORE).toString();
        for (HomePatient patient : ward) {
            careTeam.putPatient(patient.patientId(), patient(patient, from));
            for (HomeDevice device : patient.devices()) {
                careTeam.putDevice(device.deviceId(), device(device, patient.patientId(), from));
            }
        }
    }

    private static ObjectNode patient(HomePatient patient, String from) {
        ObjectNode json = Json.mapper().createObjectNode().put("name", patient.name())
                .put("birthDate", patient.birthDate().toString()).put("oxygenScale", patient.oxygenScale())
                .put("careTeam", "home").put("validFrom", from);
        json.putObject("enrolled").put("from", from);
        json.putArray("identifiers").addObject().put("system", "urn:vigil:demo").put("value", patient.recordNumber());
        if (patient.plan() != null) {
            json.put("plan", patient.plan());
        }
        return json;
    }

    private static ObjectNode device(HomeDevice device, String patientId, String from) {
        ObjectNode json = Json.mapper().createObjectNode().put("model", device.kind().model())
                .put("manufacturer", "Vigil simulator").put("serialNumber", device.deviceId());
        json.putArray("assignments").addObject().put("patientId", patientId).put("from", from);
        return json;
    }

    private static ObjectNode plan(String id) {
        try (InputStream json = WardEnrolment.class.getResourceAsStream("/demo/" + id + ".json")) {
            JsonNode plan = Json.mapper().readTree(json);
            if (plan instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalStateException("a plan of the demo is no JSON object: " + id);
        } catch (IOException e) {
            throw new UncheckedIOException("a plan of the demo cannot be read: " + id, e);
        }
    }
}
