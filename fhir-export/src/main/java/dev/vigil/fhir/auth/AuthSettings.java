package dev.vigil.fhir.auth;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How to be let in by a FHIR server.
///
/// @param tokenUrl of the authorization server, null to ask the FHIR server for it
/// @param clientId as registered there
/// @param keyFile JWKS of our private keys, see [KeyRing]
/// @param scopes separated by spaces, empty to take what the client is registered for
public record AuthSettings(@Nullable URI tokenUrl, String clientId, Path keyFile, String scopes) {

    private static final List<String> TYPES = List.of("Patient", "Device", "DeviceMetric", "DeviceUseStatement",
            "Observation", "RiskAssessment", "DetectedIssue", "Flag", "Provenance");

    /// What the exporter does: it finds what is there, writes it and writes it anew, and deletes nothing.
    ///
    /// @param communications whether deliveries of alerts are exported, too
    public static String usualScopes(boolean communications) {
        return Stream.concat(TYPES.stream(), communications ? Stream.of("Communication") : Stream.empty())
                .map(type -> "system/" + type + ".crus").collect(Collectors.joining(" "));
    }
}
