package dev.vigil.ingest;

import dev.vigil.ingest.fhir.FhirEndpoint;
import dev.vigil.ingest.gatt.GattEndpoint;
import dev.vigil.ingest.http.Doorstep;
import dev.vigil.ingest.http.ReadingsEndpoint;
import dev.vigil.ingest.openmhealth.OpenMhealthEndpoint;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Limits;
import io.helidon.webserver.http.HttpRouting;

/// Every way in over HTTP: one address for each format.
record HttpDoors(Doorstep doorstep, Limits limits) {

    void route(HttpRouting.Builder routing) {
        new ReadingsEndpoint(doorstep, new BodyParser(limits.mostReadings())).route(routing);
        new GattEndpoint(doorstep).route(routing);
        new FhirEndpoint(doorstep, limits.mostReadings()).route(routing);
        new OpenMhealthEndpoint(doorstep, limits.mostReadings()).route(routing);
    }
}
