package dev.vigil.fhir.sink;

import java.util.List;

/// What is delivered as a whole before its offset moves.
///
/// @param exports of one topic, those of a patient in their order
/// @param critical whether everything else lets it pass
/// @param again whether some of it, or something newer, may be there already: after a crash, a takeover, a wait
/// @param waiting whether it waits already, and so holds up nobody who is not behind it
public record Parcel(List<Export> exports, boolean critical, boolean again, boolean waiting) {

    public Parcel {
        exports = List.copyOf(exports);
    }

    public Parcel(List<Export> exports, boolean critical, boolean again) {
        this(exports, critical, again, false);
    }

    public static Parcel of(List<Export> exports) {
        return new Parcel(exports, false, false);
    }
}
