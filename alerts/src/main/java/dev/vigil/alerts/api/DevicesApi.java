package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.wire.Topics;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Devices and whose they are when. A device that would belong to two patients at one time is refused.
final class DevicesApi {

    private static final int MOST_ASSIGNMENTS = 1_000;
    private static final int LONGEST_TEXT = 200;

    private final CareView view;
    private final Publisher publisher;

    DevicesApi(CareView view, Publisher publisher) {
        this.view = view;
        this.publisher = publisher;
    }

    void routes(HttpRules rules) {
        rules.get("/devices/{id}", this::get).put("/devices/{id}", this::put);
    }

    /// What `PUT /devices/{id}` takes.
    record DeviceBody(@Nullable String model, @Nullable String manufacturer, @Nullable String serialNumber,
            List<Assignment> assignments) {

        DeviceBody {
            requireShort("model", model);
            requireShort("manufacturer", manufacturer);
            requireShort("serialNumber", serialNumber);
            if (assignments.size() > MOST_ASSIGNMENTS) {
                throw new IllegalArgumentException("assignments must have at most " + MOST_ASSIGNMENTS + " entries");
            }
        }

        private static void requireShort(String field, @Nullable String text) {
            if (text != null && text.length() > LONGEST_TEXT) {
                throw new IllegalArgumentException(field + " must be at most " + LONGEST_TEXT + " characters");
            }
        }
    }

    private void get(ServerRequest request, ServerResponse response) {
        Bodies.send(response, 200, view.device(Requests.device(request))
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no device of this id."))));
    }

    private void put(ServerRequest request, ServerResponse response) {
        DeviceId id = Requests.device(request);
        DeviceBody body = Bodies.read(request, DeviceBody.class);
        Device device = new Device(id, body.model(), body.manufacturer(), body.serialNumber(), body.assignments());
        if (device.hasOverlap()) {
            throw new ProblemException(Problem.conflict("overlapping-assignments",
                    "assignments: two of them overlap; a device belongs to one patient at a time, in [from, to)."));
        }
        boolean isNew = view.device(id).isEmpty();
        publisher.publishAndSee(Topics.DEVICES, id, device);
        Bodies.send(response, isNew ? 201 : 200, device);
    }
}
