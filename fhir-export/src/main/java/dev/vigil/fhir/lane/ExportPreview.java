package dev.vigil.fhir.lane;

import dev.vigil.domain.id.PatientId;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Source;
import dev.vigil.wire.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;

/// What a record becomes, with nobody sending it: for comparing a server with the topics. Patients, devices and plans
/// are those of the moment when it was opened.
public final class ExportPreview {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Referenced referenced;
    private final RecordTranslator translator;

    private ExportPreview(Referenced referenced, ResourceEncoder encoder) {
        this.referenced = referenced;
        this.translator = new RecordTranslator(referenced, encoder);
    }

    /// @throws TimeoutException where Kafka does not tell who the patients are
    public static ExportPreview open(KafkaConnection kafka, Flavour flavour) throws InterruptedException {
        ResourceEncoder encoder = new ResourceEncoder();
        Referenced referenced = new Referenced(encoder, new Charts(flavour));
        try (ReferencedReader reader = ReferencedReader.start(kafka, referenced)) {
            if (!reader.awaitLoaded(PATIENCE)) {
                throw new TimeoutException("patients, devices and plans cannot be read");
            }
        }
        return new ExportPreview(referenced, encoder);
    }

    /// The patient as the server should know them.
    public EncodedResource patient(String patientId) {
        return referenced.patient(new PatientId(patientId));
    }

    /// @return without resources where the record has no place in an EHR or cannot be read
    public Export of(ExportedTopic topic, int partition, long offset, byte[] value) {
        return translator.translate(topic, new Source(topic.topic().name(), "", partition, offset), value,
                Instant.EPOCH).export();
    }
}
