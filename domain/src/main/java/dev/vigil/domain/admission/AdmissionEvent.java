package dev.vigil.domain.admission;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.Reading;
import java.util.List;

/// What can happen to the admission of one device, each with what is remembered of it.
public sealed interface AdmissionEvent {

    /// The device said something; possibly not for the first time.
    record ReadingReceived(Reading reading, Recollection recollection) implements AdmissionEvent {
    }

    /// Somebody said whose the device was when.
    ///
    /// @param waiting all readings of the device that are parked
    record DeviceChanged(List<Assignment> assignments, List<Waiting> waiting) implements AdmissionEvent {

        public DeviceChanged {
            assignments = List.copyOf(assignments);
            waiting = List.copyOf(waiting);
        }
    }

    /// Time has passed.
    ///
    /// @param overdue parked readings whose time is up
    record WaitEnded(List<Waiting> overdue) implements AdmissionEvent {

        public WaitEnded {
            overdue = List.copyOf(overdue);
        }
    }

    /// A parked reading and the ledger's line of it.
    record Waiting(ParkedReading parked, RememberedReading remembered) {
    }
}
