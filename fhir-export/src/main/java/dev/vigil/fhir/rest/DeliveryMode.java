package dev.vigil.fhir.rest;

/// How a resource gets to a server, the best first.
public enum DeliveryMode {

    /// Under our id: a resend is a no-op, whoever sends it.
    PUT,

    /// The server gives the id and finds the resource by our identifier.
    CONDITIONAL_UPDATE,

    /// As above, but it can only be created so: we look first, and change it under the server's id.
    CONDITIONAL_CREATE,

    /// The server takes single resources, as often as they come: we keep its ids, and look where an answer was lost.
    SINGLE_POST
}
