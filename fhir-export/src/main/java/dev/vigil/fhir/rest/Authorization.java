package dev.vigil.fhir.rest;

import java.io.IOException;
import java.util.Optional;

/// What a request shows to be let in. Thread-safe.
public interface Authorization {

    /// @return the header's value, empty where the server asks for none
    /// @throws AuthorizationFailed while none can be had; the request is tried again later
    Optional<String> header() throws IOException, InterruptedException;

    /// The server answered 401 to what [#header] gave.
    void refused(String header);

    /// For a server that lets everybody in.
    static Authorization none() {
        return new Authorization() {
            @Override
            public Optional<String> header() {
                return Optional.empty();
            }

            @Override
            public void refused(String header) {
                // There is nothing to renew.
            }
        };
    }
}
