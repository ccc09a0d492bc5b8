package dev.vigil.fhir.sink;

import java.util.List;
import java.util.Set;

/// What became of a parcel. What it does not name is kept.
///
/// @param refused for good
/// @param strangers records whose patient the other side does not know; nothing of them was sent
public record Delivered(List<Refusal> refused, Set<Source> strangers) {

    public Delivered {
        refused = List.copyOf(refused);
        strangers = Set.copyOf(strangers);
    }

    public static Delivered all() {
        return new Delivered(List.of(), Set.of());
    }
}
