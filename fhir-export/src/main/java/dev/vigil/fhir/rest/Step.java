package dev.vigil.fhir.rest;

import dev.vigil.fhir.sink.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from an answer: each resource of the work is in exactly one of the lists.
///
/// @param barred what the server does not let us write though it lets us write others of its type
record Step(List<Stored> stored, List<Refusal> refused, List<Outgoing> barred, List<Work> again, Pause pause) {

    Step(List<Stored> stored, List<Refusal> refused, List<Work> again, Pause pause) {
        this(stored, refused, List.of(), again, pause);
    }

    Step {
        barred = List.copyOf(barred);
        stored = List.copyOf(stored);
        refused = List.copyOf(refused);
        again = List.copyOf(again);
    }

    /// @param location where the server has it, null where it does not say
    /// @param created whether it was not there before
    record Stored(Outgoing entry, @Nullable String location, boolean created) {
    }

    static Step stored(List<Stored> stored) {
        return new Step(stored, List.of(), List.of(), new Pause.None());
    }

    static Step refuse(Refusal refusal) {
        return new Step(List.of(), List.of(refusal), List.of(), new Pause.None());
    }

    static Step bar(Outgoing sealed) {
        return new Step(List.of(), List.of(), List.of(sealed), List.of(), new Pause.None());
    }

    static Step again(List<Work> again) {
        return new Step(List.of(), List.of(), again, new Pause.None());
    }

    static Step again(Work again, Pause pause) {
        return new Step(List.of(), List.of(), List.of(again), pause);
    }

    Step and(List<Stored> alsoStored) {
        List<Stored> all = new ArrayList<>(stored);
        all.addAll(alsoStored);
        return new Step(all, refused, barred, again, pause);
    }
}
