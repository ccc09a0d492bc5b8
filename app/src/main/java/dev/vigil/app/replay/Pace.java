package dev.vigil.app.replay;

/// How fast a recording goes out.
public sealed interface Pace {

    /// In batches, as fast as ingest takes them; each device's last reading is of now.
    record AsFastAsPossible() implements Pace {
    }

    /// At a multiple of its own speed, from now on.
    record Times(double speed) implements Pace {
        public Times {
            if (!(speed > 0)) {
                throw new IllegalArgumentException("speed must be above 0");
            }
        }
    }
}
