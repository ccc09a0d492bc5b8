package dev.vigil.app.trial;

/// Which patients count: a plan that was tuned on some must be judged by others. A patient's part follows from the
/// pseudonym alone.
public enum Part {
    ALL, TRAIN, TEST;

    boolean has(Subject subject) {
        boolean even = Math.floorMod(subject.patient().patientId().value().hashCode(), 2) == 0;
        return switch (this) {
            case ALL -> true;
            case TRAIN -> even;
            case TEST -> !even;
        };
    }
}
