package dev.vigil.streams.monitoring;

import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Windows;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A patient in the heap.
///
/// @param due as it is stored; null where nothing is, or in the former layout
/// @param vitals as they are stored
/// @param past the newest of it, as it is stored
/// @param former whether the stores have the patient in the former layout
record HotPatient(PatientState state, @Nullable Instant due, Map<Vital, KeptVital> vitals, RecentPast past,
        boolean former) {

    /// One of whom nothing is stored in the present layout.
    static HotPatient begun(PatientState state, boolean former) {
        return new HotPatient(state, null, Map.of(), RecentPast.NOTHING, former);
    }

    /// What it counts for: its panes, its points that take as much, and some more for what every patient takes.
    int weight() {
        int panes = 8 + past.size();
        for (VitalState vital : state.vitals().values()) {
            Windows windows = vital.windows();
            panes += 8 + windows.tenSeconds().filled() + windows.minutes().filled() + windows.quarters().filled()
                    + windows.sixHours().filled();
        }
        return panes;
    }
}
