package dev.vigil.fhir.rest;

import org.jspecify.annotations.Nullable;

/// One resource's way to the server, alone or as an entry of a batch.
///
/// @param url below the server's base
/// @param ifMatch the version that it may replace, null for any
/// @param ifNoneExist what must not be there yet, null for nothing
record Write(Method method, String url, @Nullable String ifMatch, @Nullable String ifNoneExist, String json) {

    enum Method {
        PUT, POST
    }

    /// Patient data stays out of logs.
    @Override
    public String toString() {
        return method + " " + url;
    }
}
