package dev.vigil.streams.query;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.Standing;
import dev.vigil.streams.monitoring.KeptPatients;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;

/// Finds a patient: here, or who else to ask, in the order in which it makes sense.
public final class PatientQueries {

    private final KeptPatients kept;
    private final HostInfo self;
    private final InstantSource clock;

    public PatientQueries(KeptPatients kept, HostInfo self, InstantSource clock) {
        this.kept = kept;
        this.self = self;
        this.clock = clock;
    }

    /// What came of looking for a patient.
    sealed interface Found {

        /// @param standby read from a copy, which may be behind
        record Here(PatientState state, Standing standing, Instant at, boolean standby) implements Found {
        }

        record Nobody() implements Found {
        }

        /// @param others empty when nobody can be asked right now
        record Elsewhere(List<HostInfo> others) implements Found {
        }
    }

    Found find(PatientId patient) {
        KeyQueryMetadata whereabouts;
        try {
            whereabouts = kept.whereabouts(patient);
        } catch (IllegalStateException | StreamsNotStartedException e) {
            return new Found.Elsewhere(List.of()); // not running yet, or not any more
        }
        if (whereabouts == null || whereabouts.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return new Found.Elsewhere(List.of());
        }
        if (whereabouts.activeHost().equals(self)) {
            return here(patient, whereabouts.partition(), false)
                    .filter(found -> !(found instanceof Found.Nobody) || kept.isSettled())
                    .orElseGet(() -> elsewhere(whereabouts));
        }
        return elsewhere(whereabouts);
    }

    /// What this process has, copies included; for whoever could not reach the owner.
    Found findHere(PatientId patient) {
        try {
            KeyQueryMetadata whereabouts = kept.whereabouts(patient);
            if (whereabouts == null || whereabouts.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new Found.Elsewhere(List.of());
            }
            return here(patient, whereabouts.partition(), !whereabouts.activeHost().equals(self))
                    .orElseGet(() -> new Found.Elsewhere(List.of()));
        } catch (IllegalStateException | StreamsNotStartedException e) {
            return new Found.Elsewhere(List.of());
        }
    }

    /// Empty where this process has no store of the partition, or met the patient while they were being erased.
    private Optional<Found> here(PatientId patient, int partition, boolean standby) {
        try {
            Instant now = clock.instant();
            return Optional.of(kept.patient(patient, partition).<Found>map(state -> new Found.Here(state,
                    Standing.of(state, kept.planOf(state.patient(), partition, now), now), now, standby))
                    .orElseGet(Found.Nobody::new));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Found.Elsewhere elsewhere(KeyQueryMetadata whereabouts) {
        List<HostInfo> others = new ArrayList<>();
        others.add(whereabouts.activeHost());
        others.addAll(whereabouts.standbyHosts());
        others.removeIf(self::equals);
        return new Found.Elsewhere(others);
    }
}
