package dev.vigil.app.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.CareTeamClient;
import dev.vigil.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Patients with one pulse oximeter each, as many as a benchmark needs.
final class BenchWard {

    private static final int AT_ONCE = 16;

    private BenchWard() {
    }

    static String patient(int number) {
        return "bench-%05d".formatted(number);
    }

    static String device(int number) {
        return "oximeter-%05d".formatted(number);
    }

    static void enrol(int patients, CareTeamClient careTeam, Instant now) throws InterruptedException {
        String from = now.minus(Duration.ofDays(1)).toString();
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < AT_ONCE; worker++) {
            int first = worker;
            workers.add(Thread.ofVirtual().start(() -> {
                for (int number = first; number < patients; number += AT_ONCE) {
                    enrol(number, careTeam, from);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static void enrol(int number, CareTeamClient careTeam, String from) {
        try {
            ObjectNode patient = Json.mapper().createObjectNode().put("validFrom", from);
            careTeam.putPatient(patient(number), patient);
            ObjectNode device = Json.mapper().createObjectNode();
            device.putArray("assignments").addObject().put("patientId", patient(number)).put("from", from);
            careTeam.putDevice(device(number), device);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Two vitals, as the readings of the published measurements had.
    static ObjectNode reading(int number, Instant takenAt, int saturation) {
        ObjectNode reading = Json.mapper().createObjectNode().put("deviceId", device(number))
                .put("takenAt", takenAt.toString());
        ArrayNode measurements = reading.putArray("measurements");
        measurements.addObject().put("vital", "oxygen-saturation").put("value", saturation).put("unit", "%");
        measurements.addObject().put("vital", "pulse-rate").put("value", 60 + number % 30).put("unit", "/min");
        return reading;
    }
}
