package dev.vigil.app.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A service's base address and access token.
public record Server(URI address, @Nullable String token) {

    @Override
    public String toString() {
        return address.toString();
    }
}
