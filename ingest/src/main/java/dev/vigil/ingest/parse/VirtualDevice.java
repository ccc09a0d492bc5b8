package dev.vigil.ingest.parse;

import dev.vigil.domain.id.NameBasedId;
import java.util.regex.Pattern;

/// The device of readings that name a subject but no device. It is assigned to its patient like any other, so that
/// there is one rule for whose a reading is.
public final class VirtualDevice {

    private static final String PREFIX = "patient:";
    private static final Pattern PSEUDONYM = Pattern.compile("[A-Za-z0-9._-]{1,56}");

    private VirtualDevice() {
    }

    /// Of a subject's id: as it is where it can be a pseudonym, else only what follows from it.
    public static String ofId(String id) {
        return PSEUDONYM.matcher(id).matches() ? PREFIX + id : ofIdentifier("", id);
    }

    /// Of a subject's identifier, which may be a hospital number: only what follows from it is kept.
    public static String ofIdentifier(String system, String value) {
        return PREFIX + NameBasedId.of("subject", system.length() + ":" + system, value);
    }
}
