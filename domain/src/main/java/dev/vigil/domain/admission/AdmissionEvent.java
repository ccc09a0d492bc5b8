package dev.vigil.domain.admission;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.Retraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can happen to the admission of one device, each with what is remembered of it.
public sealed interface AdmissionEvent {

    /// The device said something; possibly not for the first time.
    ///
    /// @param replaced what is remembered of the reading that this one replaces; null where it replaces none, or one
    ///     that is not remembered
    record ReadingReceived(Reading reading, Recollection recollection, @Nullable RememberedReading replaced)
            implements AdmissionEvent {

        /// One that replaces none.
        public ReadingReceived(Reading reading, Recollection recollection) {
            this(reading, recollection, null);
        }
    }

    /// Somebody said that a reading does not hold.
    ///
    /// @param remembered what is remembered of it, null where nothing is
    record RetractionReceived(Retraction retraction, @Nullable RememberedReading remembered)
            implements AdmissionEvent {
    }

    /// Somebody said whose the device was when.
    ///
    /// @param waiting all readings of the device that are parked
    /// @param misattributed admitted readings that are another patient's by the new assignments
    record DeviceChanged(List<Assignment> assignments, List<Waiting> waiting, List<RememberedReading> misattributed)
            implements AdmissionEvent {

        public DeviceChanged {
            misattributed = List.copyOf(misattributed);
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
