package dev.vigil.fhir.rest;

import dev.vigil.fhir.rest.Lookup.Looked;
import dev.vigil.fhir.rest.Step.Stored;
import dev.vigil.fhir.rest.Waiting.Lane;
import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Source;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Some patients' part of a parcel, on its way over one connection: first whom it is about, then what it refers to,
/// then itself. Of several versions of one resource only the last is sent, so a batch never names one twice.
final class Shipment {

    private static final Logger LOG = LoggerFactory.getLogger(Shipment.class);

    private final Ehr ehr;
    private final Delivery delivery;
    private final Lane lane;
    private final RestSettings settings;
    private final Precedence precedence;
    private final Waiting waiting;
    private final List<Refusal> refused = new ArrayList<>();
    private final Set<Source> strangers = new HashSet<>();
    private final Set<String> sealed = new HashSet<>();
    private final Map<String, String> posted = new HashMap<>();

    Shipment(Ehr ehr, Lane lane, RestSettings settings, Precedence precedence, Waiting waiting) {
        this.ehr = ehr;
        this.delivery = new Delivery(lane.critical() ? settings.backOff().eager() : settings.backOff(), new Known());
        this.lane = lane;
        this.settings = settings;
        this.precedence = precedence;
        this.waiting = waiting;
    }

    Delivered send(List<Export> exports, boolean again) throws InterruptedException {
        Map<String, Outgoing> resources = new LinkedHashMap<>();
        List<Export> known = new ArrayList<>();
        for (Export export : exports) {
            if (knowsSubject(export)) {
                known.add(export);
            } else {
                strangers.add(export.source());
            }
        }
        sendReferences(known, false);
        for (Export export : known) {
            for (EncodedResource resource : taken(export.resources())) {
                resources.remove(resource.reference());
                resources.put(resource.reference(), new Outgoing(export, resource, look(resource, again)));
            }
        }
        ehr.ids().intend(resources.values().stream().map(Outgoing::resource).filter(this::isPostedSingly)
                .map(EncodedResource::reference).filter(reference -> ehr.ids().of(reference) == null).toList());
        sendAll(resources.values());
        ehr.ids().keep(posted);
        return new Delivered(refused, strangers, ehr.modes().leftOut());
    }

    private List<EncodedResource> taken(List<EncodedResource> resources) {
        return resources.stream().filter(resource -> ehr.modes().takes(resource.type())).toList();
    }

    private boolean isPostedSingly(EncodedResource resource) {
        return ehr.modes().of(resource.type()) == DeliveryMode.SINGLE_POST;
    }

    private Look look(EncodedResource resource, boolean again) {
        boolean before = again || resource.revision() > 0 || switch (ehr.modes().of(resource.type())) {
            case PUT, CONDITIONAL_UPDATE -> false;
            case CONDITIONAL_CREATE -> true;
            case SINGLE_POST ->
                ehr.ids().of(resource.reference()) != null || ehr.ids().isUncertain(resource.reference());
        };
        return before ? Look.BEFORE : Look.NOT;
    }

    private boolean knowsSubject(Export export) throws InterruptedException {
        EncodedResource patient = patientOf(export);
        if (patient == null) {
            return true;
        }
        var reference = ehr.subjects().of(patient, lane);
        reference.ifPresent(found -> ehr.writes().refer(patient.reference(), found));
        return reference.isPresent();
    }

    private static @Nullable EncodedResource patientOf(Export export) {
        return export.references().stream().filter(reference -> reference.type().equals("Patient")).findFirst()
                .orElse(null);
    }

    /// What the exports refer to and the server does not have in this version, as far as we know: type by type, because
    /// one can refer to the one before.
    ///
    /// @param anew whether to send it all the same
    private void sendReferences(List<Export> exports, boolean anew) throws InterruptedException {
        if (references(exports, anew).isEmpty()) {
            return;
        }
        ehr.sendingReferences().lockInterruptibly();
        try {
            for (List<Outgoing> ofType : references(exports, anew).values()) {
                sendAll(ofType);
                ofType.forEach(entry -> ehr.sentReferences().put(entry.reference(), entry.resource().json()));
            }
        } finally {
            ehr.sendingReferences().unlock();
        }
    }

    private Map<String, List<Outgoing>> references(List<Export> exports, boolean anew) {
        Map<String, Outgoing> references = new LinkedHashMap<>();
        exports.forEach(export -> taken(export.references()).stream()
                .filter(reference -> !reference.type().equals("Patient"))
                .filter(reference -> anew
                        || !reference.json().equals(ehr.sentReferences().get(reference.reference())))
                .forEach(reference -> references.put(reference.reference(), new Outgoing(export, reference,
                        ehr.modes().isResendHarmless(reference.type()) ? Look.NOT : Look.BEFORE))));
        Map<String, List<Outgoing>> byType = new LinkedHashMap<>();
        references.values().forEach(entry -> byType.computeIfAbsent(entry.resource().type(), type -> new ArrayList<>())
                .add(entry));
        return byType;
    }

    private void sendAll(Collection<Outgoing> entries) throws InterruptedException {
        Deque<Outgoing> fresh = new ArrayDeque<>(entries);
        Deque<Work> queue = new ArrayDeque<>();
        while (!queue.isEmpty() || !fresh.isEmpty()) {
            Work work = cut(queue.isEmpty() ? next(fresh) : queue.removeFirst(), queue);
            if (work.suspect() && !renewed(work.entries().getFirst())) {
                continue;
            }
            Step step = attempt(work);
            refused.addAll(step.refused());
            step.barred().forEach(this::park);
            step.stored().forEach(stored -> note(stored, queue));
            step.again().reversed().forEach(queue::addFirst);
            waiting.after(step.pause(), lane, work.attempts());
        }
    }

    private Work next(Deque<Outgoing> fresh) {
        List<Outgoing> batch = new ArrayList<>();
        long bytes = 0;
        int entries = ehr.pace().entries();
        while (!fresh.isEmpty() && batch.size() < entries && (batch.isEmpty()
                || bytes + fresh.getFirst().resource().json().length() <= settings.batches().mostBytes())) {
            bytes += fresh.getFirst().resource().json().length();
            batch.add(fresh.removeFirst());
        }
        return Work.first(batch);
    }

    private void park(Outgoing barred) {
        ehr.permissions().barred(barred);
        sealed.add(String.valueOf(barred.export().patientId()));
        LOG.warn("{}: the FHIR server forbids it though it takes others; its record waits", barred.resource());
        strangers.add(barred.export().source());
    }

    /// What is sent again may be more than the server likes by now.
    private Work cut(Work work, Deque<Work> queue) {
        int entries = ehr.pace().entries();
        if (work.entries().size() <= entries) {
            return work;
        }
        List<Work> parts = work.cut(entries);
        queue.addFirst(parts.getLast());
        return parts.getFirst();
    }

    /// What a suspect refers to is sent again.
    ///
    /// @return whether its patient is still known
    private boolean renewed(Outgoing suspect) throws InterruptedException {
        if (suspect.isReference()) {
            return true;
        }
        EncodedResource patient = patientOf(suspect.export());
        if (patient != null) {
            ehr.subjects().forget(patient);
            if (!knowsSubject(suspect.export())) {
                strangers.add(suspect.export().source());
                return false;
            }
        }
        sendReferences(List.of(suspect.export()), true);
        return true;
    }

    /// What others refer to lets nobody pass: a critical result may wait for just that.
    private Step attempt(Work work) throws InterruptedException {
        if (!lane.critical() && !work.entries().getFirst().isReference()) {
            precedence.letPass();
        }
        List<Outgoing> looking = work.entries().stream().filter(entry -> entry.look() != Look.NOT).toList();
        return switch (looking.isEmpty() ? new Looked.At(Map.of()) : ehr.lookup().of(looking)) {
            case Looked.Failed(Answer answer) -> delivery.unanswered(work, answer);
            case Looked.At(Map<String, Present> present) -> write(work, present);
        };
    }

    private Step write(Work work, Map<String, Present> present) throws InterruptedException {
        List<Stored> there = new ArrayList<>();
        List<Outgoing> left = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        for (Outgoing entry : work.entries()) {
            Present found = present.get(entry.reference());
            ehr.writes().of(entry, found).ifPresentOrElse(write -> {
                left.add(entry);
                writes.add(write);
            }, () -> there.add(new Stored(entry, found == null ? null
                    : entry.resource().type() + "/" + found.serverId(), false)));
        }
        if (writes.isEmpty()) {
            return Step.stored(there);
        }
        if (left.stream().anyMatch(entry -> !present.containsKey(entry.reference()) && delivery.isInDoubt(entry))) {
            return delivery.lookAgain(new Work(left, work.attempts(), work.suspect())).and(there);
        }
        List<Outgoing> sent = left.stream().map(Outgoing::sent).toList();
        long started = System.nanoTime();
        Answer answer = ehr.client().write(writes);
        ehr.pace().learn(writes.size(), answer, Duration.ofNanos(System.nanoTime() - started));
        return delivery.decide(new Work(sent, work.attempts(), work.suspect()), answer).and(there);
    }

    /// Where others must know the server's id and it was not told, it is looked for.
    private void note(Stored stored, Deque<Work> queue) {
        Outgoing entry = stored.entry();
        String location = stored.location();
        ehr.permissions().taken(entry);
        ehr.modes().learn(stored);
        if (ehr.modes().of(entry.resource().type()) == DeliveryMode.PUT) {
            return;
        }
        if (location == null && entry.isReference()) {
            queue.addLast(Work.first(List.of(entry.looking(Look.AFTER))));
        } else if (location != null && entry.isReference()) {
            ehr.writes().refer(entry.reference(), location);
        }
        if (location != null && isPostedSingly(entry.resource())) {
            posted.put(entry.reference(), location.substring(location.indexOf('/') + 1));
        }
    }

    /// What the server has shown of itself to this shipment and to all before it.
    private final class Known implements Delivery.Knowledge {

        @Override
        public boolean isResendHarmless(Outgoing entry) {
            return ehr.modes().isResendHarmless(entry);
        }

        @Override
        public boolean mayRefuseOurId(Outgoing entry) {
            return ehr.modes().mayRefuseOurId(entry);
        }

        @Override
        public boolean letsOthersIn(Outgoing entry) {
            return lane.waiting() || sealed.contains(String.valueOf(entry.export().patientId()))
                    || ehr.permissions().letsOthersIn(entry);
        }
    }
}
