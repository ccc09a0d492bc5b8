package dev.vigil.fhir;

import dev.vigil.fhir.auth.AuthSettings;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.rest.DeliveryMode;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// @param host the exporter's own server listens on
/// @param port of that server; 0 takes a free one
/// @param directory of the NDJSON files, used while there is no server
/// @param url base URL of the FHIR server, null to write files
/// @param mode in which the server wants resources, null to go by its CapabilityStatement
/// @param createPatients whether a Patient that the EHR does not know is ours to create; if not, what is said of one
///        waits until the EHR knows it
/// @param flavour of FHIR profiles that resources meet
/// @param communications whether deliveries of alerts are exported, too
/// @param auth how to be let in by the server, null where it lets everybody in
public record FhirExportConfig(String host, int port, Path directory, @Nullable URI url, @Nullable DeliveryMode mode,
        boolean createPatients, Flavour flavour, boolean communications, @Nullable AuthSettings auth) {

    /// A server that lets everybody in and wants no deliveries of alerts.
    public FhirExportConfig(String host, int port, Path directory, @Nullable URI url, @Nullable DeliveryMode mode,
            boolean createPatients, Flavour flavour) {
        this(host, port, directory, url, mode, createPatients, flavour, false, null);
    }

    /// NDJSON files under a folder.
    public static FhirExportConfig files(String host, int port, Path directory) {
        return new FhirExportConfig(host, port, directory, null, null, true, Flavour.R4);
    }
}
