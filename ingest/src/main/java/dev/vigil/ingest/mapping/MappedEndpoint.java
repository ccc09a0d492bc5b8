package dev.vigil.ingest.mapping;

import dev.vigil.domain.reading.Door;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Routes;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.SetAside;
import dev.vigil.ingest.http.Answer;
import dev.vigil.ingest.http.Doorstep;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.MessageFormat;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.function.Function;

/// `POST /v1/mapped/{mappingId}`: a vendor's own JSON, read by its template. A message of which anything is refused for
/// good is set aside as a whole as well, because a vendor's gateway seldom reads the answer.
public final class MappedEndpoint {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Doorstep doorstep;
    private final Mappings mappings;
    private final UnmappedMessages unmapped;

    public MappedEndpoint(Doorstep doorstep, Mappings mappings, UnmappedMessages unmapped) {
        this.doorstep = doorstep;
        this.mappings = mappings;
        this.unmapped = unmapped;
    }

    public void route(HttpRouting.Builder routing) {
        Routes.only(routing, Method.POST, "/v1/mapped/{mappingId}", this::receive);
    }

    private void receive(ServerRequest request, ServerResponse response) {
        Doorstep.requireJson(request);
        String id = request.path().pathParameters().get("mappingId");
        MappedFormat format = mappings.format(id).orElseThrow(() -> mappings.ready()
                ? new ProblemException(Problem.notFound("There is no mapping of this name."))
                : new ProblemException(Problem.unavailable("mappings-unavailable",
                        "The mappings have not been read yet; send the same again."), SOON));
        doorstep.receive(request, response, Door.MAPPED, new SettingAside(id, format, unmapped));
    }

    /// Reads by the template, and sets the message aside before anything is answered.
    private record SettingAside(String id, MappedFormat format, UnmappedMessages unmapped) implements MessageFormat {

        @Override
        public Body read(byte[] message, Function<Draft, Checked> check) {
            Body body = format.read(message, check);
            if (body instanceof Body.Readings(var readings)) {
                SetAside.of(readings).filter(why -> !unmapped.setAside(id, why, message)).ifPresent(why -> {
                    throw Answer.notStored();
                });
            }
            return body;
        }
    }
}
