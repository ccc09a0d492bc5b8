package dev.vigil.fhir.rest;

/// A FHIR server that cannot be asked; the message is for a person and says what it answered.
public final class ServerUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerUnusable(String message) {
        super(message);
    }
}
