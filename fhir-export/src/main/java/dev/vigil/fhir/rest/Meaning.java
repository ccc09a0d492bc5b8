package dev.vigil.fhir.rest;

/// What a status says of a request or an entry.
enum Meaning {
    TAKEN,
    /// Not now.
    BUSY,
    /// Not now, or never: only trying tells.
    TROUBLED,
    /// Something is there that we did not know of.
    OVERTAKEN, FORBIDDEN, MISPLACED, TOO_LARGE, REFUSED;

    static Meaning of(int status) {
        return switch (status) {
            case 408, 429, 502, 503, 504 -> BUSY;
            case 401, 403 -> FORBIDDEN;
            case 404, 405 -> MISPLACED;
            case 413 -> TOO_LARGE;
            case 409 -> TROUBLED;
            case 412 -> OVERTAKEN;
            default -> status >= 200 && status < 300 ? TAKEN : beyond(status);
        };
    }

    private static Meaning beyond(int status) {
        if (status >= 500) {
            return TROUBLED;
        }
        return status >= 400 ? REFUSED : MISPLACED;
    }
}
