package dev.vigil.fhir.sink;

/// A resource as it goes out.
///
/// @param json on one line, with its id
public record EncodedResource(String type, String id, String json) {

    /// `Observation/4d79…`: equal for two versions of one resource.
    public String reference() {
        return type + "/" + id;
    }

    /// Patient data stays out of logs.
    @Override
    public String toString() {
        return reference();
    }
}
