package dev.vigil.fhir.lane;

import dev.vigil.fhir.json.ResourceWriter;
import dev.vigil.fhir.sink.EncodedResource;
import java.util.List;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/// Resources as one line of JSON. Thread-safe.
final class ResourceEncoder {

    private final ResourceWriter writer = new ResourceWriter();

    EncodedResource encode(Resource resource) {
        return new EncodedResource(resource.fhirType(), resource.getIdPart(), writer.write(resource));
    }

    /// @param revision told in an extension where it is above 0, so that the other side's copy can be compared
    EncodedResource encode(DomainResource resource, long revision) {
        if (resource instanceof Provenance) { // its type has no identifier to be found by
            resource.getMeta().addTag(EncodedResource.ID_TAG, resource.getIdPart(), null);
        }
        if (revision > 0) {
            resource.addExtension(EncodedResource.REVISION, new StringType(Long.toString(revision)));
        }
        EncodedResource encoded = encode(resource);
        return new EncodedResource(encoded.type(), encoded.id(), encoded.json(), revision);
    }

    List<EncodedResource> encodeAll(List<? extends DomainResource> resources, long revision) {
        return resources.stream().map(resource -> encode(resource, revision)).toList();
    }
}
