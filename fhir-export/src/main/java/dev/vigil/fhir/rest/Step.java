package dev.vigil.fhir.rest;

import dev.vigil.fhir.sink.Refusal;
import java.util.List;

/// What follows from an answer. What is neither refused nor to be sent again is delivered.
record Step(List<Refusal> refused, List<Work> again, Pause pause) {

    Step {
        refused = List.copyOf(refused);
        again = List.copyOf(again);
    }

    static Step done() {
        return new Step(List.of(), List.of(), new Pause.None());
    }

    static Step refuse(Refusal refusal) {
        return new Step(List.of(refusal), List.of(), new Pause.None());
    }

    static Step again(List<Work> again) {
        return new Step(List.of(), again, new Pause.None());
    }

    static Step again(Work again, Pause pause) {
        return new Step(List.of(), List.of(again), pause);
    }
}
