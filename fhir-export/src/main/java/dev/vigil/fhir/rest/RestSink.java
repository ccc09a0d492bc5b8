package dev.vigil.fhir.rest;

import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Sink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Resources as PUTs to a FHIR server, first what they refer to, then they themselves. Of several versions of one
/// resource in a delivery only the last is sent, so a batch never names one twice and no older version follows a newer.
public final class RestSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(RestSink.class);

    private final EhrClient client;
    private final Delivery delivery;
    private final RestSettings settings;
    private final Map<String, String> sentReferences = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    public RestSink(RestSettings settings, InstantSource clock) {
        this.settings = settings;
        this.client = new EhrClient(settings.base(), clock);
        this.delivery = new Delivery(settings.backOff());
    }

    @Override
    public List<Refusal> deliver(List<Export> exports) throws InterruptedException {
        List<Refusal> refusals = new ArrayList<>();
        sendAll(references(exports.stream(), false), refusals);
        Map<String, Outgoing> resources = new LinkedHashMap<>();
        for (Export export : exports) {
            for (EncodedResource resource : export.resources()) {
                resources.remove(resource.reference());
                resources.put(resource.reference(), new Outgoing(export, resource));
            }
        }
        sendAll(resources.values(), refusals);
        return refusals;
    }

    @Override
    public Optional<String> problem() {
        return problems.values().stream().findFirst();
    }

    @Override
    public void close() {
        client.close();
    }

    /// What the exports refer to and the server does not have in this version, as far as we know.
    ///
    /// @param anew whether to send it all the same
    private Collection<Outgoing> references(Stream<Export> exports, boolean anew) {
        Map<String, Outgoing> references = new LinkedHashMap<>();
        exports.forEach(export -> export.references().stream()
                .filter(reference -> anew || !reference.json().equals(sentReferences.get(reference.reference())))
                .forEach(reference -> references.put(reference.reference(), new Outgoing(export, reference))));
        return references.values();
    }

    private void sendAll(Collection<Outgoing> entries, List<Refusal> refusals) throws InterruptedException {
        Deque<Work> queue = new ArrayDeque<>(Batches.of(entries, settings.mostEntries(), settings.mostBytes()));
        while (!queue.isEmpty()) {
            Work work = queue.removeFirst();
            Outgoing first = work.entries().getFirst();
            if (work.suspect() && !first.isReference()) {
                sendAll(references(Stream.of(first.export()), true), refusals);
            }
            Step step = delivery.decide(work, client.send(work));
            refusals.addAll(step.refused());
            step.again().reversed().forEach(queue::addFirst);
            pause(step.pause(), work);
        }
        entries.stream().filter(Outgoing::isReference).forEach(
                entry -> sentReferences.put(entry.resource().reference(), entry.resource().json()));
    }

    private void pause(Pause pause, Work work) throws InterruptedException {
        String lane = work.entries().getFirst().export().source().topic();
        switch (pause) {
            case Pause.None ignored -> problems.remove(lane);
            case Pause.BackOff(Duration length, String why) -> {
                if (work.attempts() > 0) {
                    tell(lane, why, length);
                }
                Thread.sleep(length);
            }
            case Pause.CallOperator(Duration length, String why) -> {
                tell(lane, why + ": check the address, the permissions and the server's settings", length);
                Thread.sleep(length);
            }
        }
    }

    private void tell(String lane, String why, Duration length) {
        if (!why.equals(problems.put(lane, why))) {
            LOG.warn("{}: {}; trying again in {}", lane, why, length);
        }
    }
}
