package dev.vigil.app.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.client.Server;
import dev.vigil.wire.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Enrols the people of a recording through the care-team API: for each device one patient of the same name, who had
/// the device from the first reading on.
final class Enrolment implements AutoCloseable {

    private final CareTeamClient careTeam;

    Enrolment(Server server) {
        this.careTeam = new CareTeamClient(server);
    }

    void enrol(String deviceId, Instant from, Optional<LocalDate> birthDate) throws InterruptedException {
        String patientId = deviceId.replace(':', '-');
        ObjectNode patient = Json.mapper().createObjectNode();
        birthDate.ifPresent(date -> patient.put("birthDate", date.toString()));
        patient.putObject("enrolled").put("from", from.toString());
        patient.put("validFrom", from.toString());
        careTeam.putPatient(patientId, patient);
        ObjectNode device = Json.mapper().createObjectNode();
        device.putArray("assignments").addObject().put("patientId", patientId).put("from", from.toString());
        careTeam.putDevice(deviceId, device);
    }

    @Override
    public void close() {
        careTeam.close();
    }
}
