package dev.vigil.fhir.rest;

import dev.vigil.fhir.rest.Waiting.Lane;
import dev.vigil.fhir.sink.Delivered;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Parcel;
import dev.vigil.fhir.sink.Refusal;
import dev.vigil.fhir.sink.Sink;
import dev.vigil.fhir.sink.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Resources to a FHIR server, in the mode that it can take. Patients are dealt out to a few connections, each of them
/// always to the same one, so that what is said of a patient arrives in its order.
public final class RestSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(RestSink.class);

    private final RestSettings settings;
    private final EhrClient client;
    private final ServerIds ids;
    private final InstantSource clock;
    private final Precedence precedence = new Precedence();
    private final Waiting waiting = new Waiting(precedence);
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock acquainting = new ReentrantLock();
    private volatile @Nullable Ehr acquainted;

    /// @param ids kept over restarts, for a server that takes nothing but single resources; closed with this
    public RestSink(RestSettings settings, Authorization authorization, ServerIds ids, InstantSource clock) {
        this.settings = settings;
        this.client = new EhrClient(settings.base(), settings.patience(), authorization, clock);
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Delivered deliver(Parcel parcel) throws InterruptedException {
        if (parcel.exports().isEmpty()) {
            return Delivered.all();
        }
        Lane lane = new Lane(parcel.exports().getFirst().source().topic(), parcel.critical(), parcel.waiting());
        if (parcel.critical()) {
            precedence.enter();
        }
        try {
            Ehr ehr = ehr(lane);
            if (parcel.again()) {
                ids.catchUp();
            }
            Delivered delivered = together(ehr, dealt(parcel.exports()).stream().<Callable<Delivered>>map(
                    exports -> () -> new Shipment(ehr, lane, settings, precedence, waiting)
                            .send(exports, parcel.again()))
                    .toList());
            waiting.over(lane);
            return delivered;
        } finally {
            if (parcel.critical()) {
                precedence.leave();
            }
        }
    }

    @Override
    public boolean letsCriticalPass() {
        return true;
    }

    @Override
    public Optional<String> problem() {
        return waiting.problem();
    }

    boolean criticalAreOnTheirWay() {
        return precedence.isTaken();
    }

    @Override
    public void close() {
        connections.shutdownNow();
        client.close();
        ids.close();
    }

    private Ehr ehr(Lane lane) throws InterruptedException {
        Ehr present = acquainted;
        return present == null ? acquaint(lane) : present;
    }

    private Ehr acquaint(Lane lane) throws InterruptedException {
        acquainting.lockInterruptibly();
        try {
            Ehr present = acquainted;
            if (present == null) {
                present = waiting.ask(lane, settings.backOff(), () -> client.read("metadata"),
                        statement -> Ehr.of(statement.resources().getFirst(), client, settings, ids, waiting, clock));
                LOG.info("The FHIR server gets Observations by {}{}; it takes all but these types: {}",
                        present.modes().of("Observation"),
                        settings.mode() == null ? ", as its CapabilityStatement says" : ", as configured",
                        present.modes().leftOut());
                acquainted = present;
            }
            return present;
        } finally {
            acquainting.unlock();
        }
    }

    private Collection<List<Export>> dealt(List<Export> exports) {
        Map<Integer, List<Export>> dealt = exports.stream().filter(export -> !export.resources().isEmpty()
                || !export.references().isEmpty()).collect(Collectors.groupingBy(this::connection));
        return dealt.values();
    }

    private int connection(Export export) {
        return Math.floorMod(String.valueOf(export.patientId()).hashCode(), settings.batches().connections());
    }

    private Delivered together(Ehr ehr, List<Callable<Delivered>> shipments) throws InterruptedException {
        List<Refusal> refused = new ArrayList<>();
        Set<Source> strangers = new HashSet<>();
        for (Future<Delivered> shipment : connections.invokeAll(shipments)) {
            try {
                refused.addAll(shipment.get().refused());
                strangers.addAll(shipment.get().strangers());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                throw new IllegalStateException("a shipment failed", e.getCause());
            }
        }
        return new Delivered(refused, strangers, ehr.modes().leftOut());
    }
}
