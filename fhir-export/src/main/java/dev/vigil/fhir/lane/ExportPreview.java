package dev.vigil.fhir.lane;

import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.sink.Export;
import dev.vigil.fhir.sink.Source;
import java.time.Instant;

/// What a record becomes, with nobody sending it: for comparing a server with the topics.
public final class ExportPreview {

    private final RecordTranslator translator;

    public ExportPreview(Flavour flavour) {
        ResourceEncoder encoder = new ResourceEncoder();
        translator = new RecordTranslator(new Referenced(encoder, new Charts(flavour), false), encoder);
    }

    /// @return without resources where the record has no place in an EHR or cannot be read
    public Export of(ExportedTopic topic, int partition, long offset, byte[] value) {
        return translator.translate(topic, new Source(topic.topic().name(), "", partition, offset), value,
                Instant.EPOCH).export();
    }
}
