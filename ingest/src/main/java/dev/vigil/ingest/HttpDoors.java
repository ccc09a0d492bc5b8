package dev.vigil.ingest;

import dev.vigil.ingest.fhir.FhirEndpoint;
import dev.vigil.ingest.fhir.Questionnaires;
import dev.vigil.ingest.gatt.GattEndpoint;
import dev.vigil.ingest.http.Doorstep;
import dev.vigil.ingest.http.OfflineEndpoint;
import dev.vigil.ingest.http.ReadingsEndpoint;
import dev.vigil.ingest.http.RetractionEndpoint;
import dev.vigil.ingest.mapping.MappedEndpoint;
import dev.vigil.ingest.mapping.Mappings;
import dev.vigil.ingest.mapping.MappingsEndpoint;
import dev.vigil.ingest.mapping.UnmappedMessages;
import dev.vigil.ingest.openmhealth.OpenMhealthEndpoint;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.ingest.reception.OfflineDevices;
import dev.vigil.ingest.reception.Reception;
import dev.vigil.wire.KafkaConnection;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/// Every way in over HTTP: one address for each format.
record HttpDoors(Doorstep doorstep, Limits limits, Mappings mappings, UnmappedMessages unmapped,
        Questionnaires questionnaires, OfflineDevices offline) implements AutoCloseable {

    static HttpDoors open(Limits limits, Reception reception, KafkaConnection kafka, MeterRegistry registry,
            InstantSource clock) {
        return new HttpDoors(new Doorstep(reception, limits, clock, registry), limits,
                Mappings.open(kafka, registry, clock, limits.mostReadings()),
                new UnmappedMessages(kafka, clock, registry), Questionnaires.open(kafka, registry),
                reception.offline());
    }

    void route(HttpRouting.Builder routing) {
        new ReadingsEndpoint(doorstep, new BodyParser(limits.mostReadings())).route(routing);
        new RetractionEndpoint(doorstep).route(routing);
        new GattEndpoint(doorstep).route(routing);
        new FhirEndpoint(doorstep, questionnaires, limits.mostReadings()).route(routing);
        new OpenMhealthEndpoint(doorstep, limits.mostReadings()).route(routing);
        new MappedEndpoint(doorstep, mappings, unmapped).route(routing);
        new MappingsEndpoint(mappings).route(routing);
        new OfflineEndpoint(offline).route(routing);
    }

    @Override
    public void close() {
        questionnaires.close();
        unmapped.close();
        mappings.close();
    }
}
