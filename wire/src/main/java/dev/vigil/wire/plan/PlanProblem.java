package dev.vigil.wire.plan;

/// One thing wrong with a plan or mapping file.
///
/// @param line counted from 1
/// @param field where, such as `rules[2].when.below`
public record PlanProblem(int line, String field, String reason) {

    @Override
    public String toString() {
        return "line " + line + ", " + field + ": " + reason;
    }
}
