package dev.vigil.fhir.rest;

/// Whether a resource is looked for before it is sent.
enum Look {
    /// It is new, or a resend of it changes nothing.
    NOT,
    /// It, or something newer, may be there.
    BEFORE,
    /// It was sent, and nothing proves that it was stored.
    AFTER
}
