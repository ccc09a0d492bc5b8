package dev.vigil.domain.current;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where one rule stands for a patient.
///
/// @param since start of the present state, null when quiet
/// @param explanation why it is not quiet, null when quiet
public record RuleStatus(String ruleId, State state, @Nullable Instant since, @Nullable String explanation) {

    /// Quiet, waiting for its time to be up, or raised.
    public enum State {
        QUIET("quiet"), PENDING("pending"), RAISED("raised");

        private final String code;

        State(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
