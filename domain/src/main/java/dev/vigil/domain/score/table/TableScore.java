package dev.vigil.domain.score.table;

import dev.vigil.domain.score.ScoreInput;
import java.util.List;

/// What a score's table says of a person at a time, or why it says nothing.
public sealed interface TableScore {

    /// @param reason a sentence's second half
    record Refused(String reason) implements TableScore {
    }

    /// @param missing parameters without a fresh value
    /// @param floor the parts and the least that the missing ones can add
    /// @param ceiling the parts and the most that the missing ones can add
    record Scored(List<Part> parts, List<String> missing, int floor, int ceiling) implements TableScore {

        public Scored {
            parts = List.copyOf(parts);
            missing = List.copyOf(missing);
        }

        public boolean complete() {
            return missing.isEmpty();
        }
    }

    /// One parameter that is known.
    ///
    /// @param most more than `least` where it depends on what is not known
    /// @param inputs what was measured, one value, or two for a ratio
    /// @param assumed not measured but taken for granted by the table
    record Part(String parameter, int least, int most, List<ScoreInput> inputs, boolean assumed) {
        public Part {
            inputs = List.copyOf(inputs);
        }
    }
}
