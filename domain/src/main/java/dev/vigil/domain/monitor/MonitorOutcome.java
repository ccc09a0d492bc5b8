package dev.vigil.domain.monitor;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import org.jspecify.annotations.Nullable;

/// What the world is told.
public sealed interface MonitorOutcome {

    /// To be kept: a measurement as it now stands.
    record Remembered(HistoryPoint point) implements MonitorOutcome {
    }

    /// To be kept: that this was told.
    record Told(ToldScore score) implements MonitorOutcome {
    }

    record Summarised(Summary summary) implements MonitorOutcome {
    }

    record Scored(Score score) implements MonitorOutcome {
    }

    record Signalled(Signal signal) implements MonitorOutcome {
    }

    record Pictured(CurrentPicture picture) implements MonitorOutcome {
    }

    /// What the patient should measure next, with every picture.
    ///
    /// @param next null where nothing is asked for
    record Asked(@Nullable Vital next) implements MonitorOutcome {
    }
}
