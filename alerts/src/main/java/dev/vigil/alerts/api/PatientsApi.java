package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.Point;
import dev.vigil.alerts.view.RecentObservations;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.vital.Vital;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.wire.Topics;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Patients: the worklist, one patient's settings and history, and erasure.
///
/// Erasure writes tombstones for the patient, the latest picture and the patient's part in every device; the lifecycle
/// removes the alerts. What is kept by time and not by key (readings, observations, summaries, scores, signals,
/// quarantine) goes with its retention, at most 30 days, under a pseudonym that nothing names any longer; what the EHR
/// has is the EHR's. Two nodes that change one patient at the same instant: the later write stands.
final class PatientsApi {

    private static final Duration SHOWN_BY_DEFAULT = Duration.ofHours(24);

    private final CareView view;
    private final RecentObservations observations;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Turns turns = new Turns();

    PatientsApi(CareView view, RecentObservations observations, Publisher publisher, InstantSource clock) {
        this.view = view;
        this.observations = observations;
        this.publisher = publisher;
        this.clock = clock;
    }

    void routes(HttpRules rules) {
        rules.get("/patients", this::worklist)
                .get("/patients/{id}", this::get)
                .put("/patients/{id}", this::put)
                .delete("/patients/{id}", this::erase)
                .get("/patients/{id}/history", this::history);
    }

    private void worklist(ServerRequest request, ServerResponse response) {
        Bodies.send(response, 200, view.worklist(clock.instant()));
    }

    private void get(ServerRequest request, ServerResponse response) {
        Bodies.send(response, 200, view.patient(Requests.patient(request)).orElseThrow(PatientsApi::unknown));
    }

    private void put(ServerRequest request, ServerResponse response) {
        PatientId id = Requests.patient(request);
        PatientSettingsBody body = Bodies.read(request, PatientSettingsBody.class);
        if (body.plan() != null && view.plan(body.plan()).isEmpty()) {
            throw Bodies.refused("plan", "there is no plan of this id");
        }
        turns.take(id, () -> keep(id, body, response));
    }

    private void keep(PatientId id, PatientSettingsBody body, ServerResponse response) {
        @Nullable Patient known = view.patient(id).orElse(null);
        Patient patient = body.toPatient(id, known, clock.instant());
        publisher.publishAndSee(Topics.PATIENTS, id, patient);
        Bodies.send(response, known == null ? 201 : 200, patient);
    }

    private void erase(ServerRequest request, ServerResponse response) {
        PatientId id = Requests.patient(request);
        if (!view.knows(id)) {
            throw unknown();
        }
        for (Device device : view.devices()) {
            if (device.assignments().stream().anyMatch(assignment -> assignment.patientId().equals(id))) {
                publisher.publish(Topics.DEVICES, device.deviceId(), without(device, id));
            }
        }
        publisher.publish(Topics.CURRENT, id, null);
        publisher.publishAndSee(Topics.PATIENTS, id, null);
        observations.forget(id);
        response.status(204).send();
    }

    private static Device without(Device device, PatientId id) {
        return new Device(device.deviceId(), device.model(), device.manufacturer(), device.serialNumber(),
                device.assignments().stream().filter(assignment -> !assignment.patientId().equals(id)).toList());
    }

    private void history(ServerRequest request, ServerResponse response) {
        PatientId id = Requests.patient(request);
        if (!view.knows(id)) {
            throw unknown();
        }
        Instant now = clock.instant();
        Instant to = Requests.instant(request, "to").orElse(now);
        Instant from = Requests.instant(request, "from").orElseGet(() -> to.minus(SHOWN_BY_DEFAULT));
        if (!from.isBefore(to)) {
            throw Bodies.refused("from", "must be before to");
        }
        List<Vital> asked = Requests.vital(request).map(List::of).orElseGet(() -> Arrays.asList(Vital.values()));
        List<Series> series = asked.stream().map(vital -> new Series(vital, vital.display(), vital.unit(),
                observations.of(id, vital, from, to))).filter(each -> !each.points().isEmpty()).toList();
        Bodies.send(response, 200, new History(id, from, to, now.minus(RecentObservations.KEPT), series));
    }

    /// @param since how far back this node can look
    record History(PatientId patientId, Instant from, Instant to, Instant since, List<Series> series) {
    }

    /// One vital over time.
    record Series(Vital vital, String display, @Nullable String unit, List<Point> points) {
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no patient of this id."));
    }
}
