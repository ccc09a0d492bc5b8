package dev.vigil.fhir;

import dev.vigil.fhir.mapping.Flavour;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// @param host the exporter's own server listens on
/// @param port of that server; 0 takes a free one
/// @param directory of the NDJSON files, used while there is no server
/// @param url base URL of the FHIR server, null to write files
/// @param createPatients whether Patient resources are ours to write; where the EHR keeps them, resources refer to the
///        patient by identifier alone
/// @param flavour of FHIR profiles that resources meet
public record FhirExportConfig(String host, int port, Path directory, @Nullable URI url, boolean createPatients,
        Flavour flavour) {

    /// NDJSON files under a folder.
    public static FhirExportConfig files(String host, int port, Path directory) {
        return new FhirExportConfig(host, port, directory, null, true, Flavour.R4);
    }
}
