package dev.vigil.fhir.sink;

import java.util.List;
import java.util.Set;

/// What became of a parcel. What it does not name is kept.
///
/// @param refused for good
/// @param strangers records whose patient the other side does not know; nothing of them was sent
/// @param leftOut resource types that the other side does not take; nothing of them was sent
public record Delivered(List<Refusal> refused, Set<Source> strangers, Set<String> leftOut) {

    public Delivered {
        refused = List.copyOf(refused);
        strangers = Set.copyOf(strangers);
        leftOut = Set.copyOf(leftOut);
    }

    public static Delivered all() {
        return new Delivered(List.of(), Set.of(), Set.of());
    }
}
