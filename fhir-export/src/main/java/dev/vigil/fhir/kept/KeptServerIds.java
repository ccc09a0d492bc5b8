package dev.vigil.fhir.kept;

import dev.vigil.fhir.rest.ServerIds;
import dev.vigil.wire.FhirServerId;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server's ids of our resources, on a topic that every exporter reads whole: about a hundred bytes of memory for
/// each resource of the last thirty days.
public final class KeptServerIds implements ServerIds {

    private final KeptTopic<FhirServerId> topic;
    private final InstantSource clock;

    private KeptServerIds(KeptTopic<FhirServerId> topic, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
    }

    public static KeptServerIds start(KafkaConnection kafka, InstantSource clock) {
        return new KeptServerIds(KeptTopic.start(Topics.FHIR_IDS, kafka), clock);
    }

    @Override
    public @Nullable String of(String reference) {
        FhirServerId kept = topic.view().get(reference);
        return kept == null ? null : kept.id();
    }

    @Override
    public boolean isUncertain(String reference) {
        FhirServerId kept = topic.view().get(reference);
        return kept != null && kept.id() == null;
    }

    @Override
    public void intend(Collection<String> references) throws InterruptedException {
        Map<String, Optional<FhirServerId>> intended = new HashMap<>();
        references.stream().filter(reference -> !isUncertain(reference)).forEach(
                reference -> intended.put(reference, Optional.of(new FhirServerId(null, clock.instant()))));
        topic.put(intended);
    }

    @Override
    public void keep(Map<String, String> serverIds) throws InterruptedException {
        Map<String, Optional<FhirServerId>> kept = new HashMap<>();
        serverIds.forEach((reference, id) -> {
            if (!id.equals(of(reference))) {
                kept.put(reference, Optional.of(new FhirServerId(id, clock.instant())));
            }
        });
        topic.put(kept);
    }

    @Override
    public void catchUp() throws InterruptedException {
        topic.catchUp();
    }

    @Override
    public void close() {
        topic.close();
    }
}
