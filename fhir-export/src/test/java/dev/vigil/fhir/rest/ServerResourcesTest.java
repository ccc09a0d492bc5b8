package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.wire.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Asking a server what it has, and comparing it.
class ServerResourcesTest {

    private static final BackOff QUICK =
            new BackOff(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(10));

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 503})
    @Timeout(30)
    void shouldEndWithAClearWordWhereTheServerCannotBeAsked(int status) throws Exception {
        try (LightEhr ehr = LightEhr.start()) {
            ehr.awayWith(status);
            assertThatThrownBy(() -> open(ehr)).isInstanceOf(ServerUnusable.class)
                    .hasMessageContaining(Integer.toString(status));
        }
    }

    @Test
    void shouldFindAllOfEachTypeAndWhatIsThereTwiceTwice() throws Exception {
        try (LightEhr ehr = LightEhr.start()) {
            IntStream.range(0, 100).filter(i -> i % 2 == 0)
                    .forEach(i -> ehr.register(observation("theirs-" + i, i).json()));
            ehr.register(observation("again", 4).json());
            List<String> found = new ArrayList<>();
            try (ServerResources server = open(ehr)) {
                server.of(IntStream.range(0, 100).mapToObj(i -> observation("o" + i, i)).toList(),
                        (reference, theirs) -> found.add(reference));
                assertThat(server.takes("Flag")).isTrue();
            }
            assertThat(found).hasSize(51).contains("Observation/o98").doesNotContain("Observation/o99");
            assertThat(found).filteredOn("Observation/o4"::equals).hasSize(2);
        }
    }

    @Test
    void shouldOverlookHowANumberOrATimeIsWrittenAndNothingElse() throws Exception {
        EncodedResource ours = new EncodedResource("Observation", "o", """
                {"resourceType": "Observation", "id": "o", "status": "final",
                 "subject": {"reference": "Patient/p"},
                 "device": {"reference": "Device/d", "identifier": {"value": "c"}},
                 "agent": [{"who": {"reference": "Device/d", "identifier": {"value": "c"}}}],
                 "effectiveDateTime": "2026-11-22T10:41:03Z", "valueQuantity": {"value": 71.0, "code": "/min"},
                 "interpretation": [{"text": "H"}],
                 "component": [{"valueInteger": 1, "referenceRange": [{"text": "r"}]}]}""");
        JsonNode same = Json.mapper().readTree("""
                {"resourceType": "Observation", "id": "7", "meta": {"versionId": "3"}, "status": "final",
                 "subject": {"reference": "Patient/9"},
                 "device": {"reference": "Device/2", "identifier": {"value": "c"}},
                 "agent": [{"who": {"reference": "Device/2", "identifier": {"value": "c"}}}],
                 "effectiveDateTime": "2026-11-22T11:41:03+01:00", "valueQuantity": {"value": 71, "code": "/min"},
                 "component": [{"valueInteger": 1}], "note": [{"text": "theirs"}]}""");
        assertThat(Comparison.differences(ours, same)).isEmpty();
        JsonNode other = Json.mapper().readTree(same.toString().replace("\"value\":71,", "\"value\":71.5,")
                .replace("11:41:03+01:00", "11:41:03Z").replace("\"valueInteger\":1", "\"valueInteger\":2")
                .replace("[{\"who\":{\"reference\":\"Device/2\",\"identifier\":{\"value\":\"c\"",
                        "[{\"who\":{\"reference\":\"Device/2\",\"identifier\":{\"value\":\"z\""));
        assertThat(Comparison.differences(ours, other)).containsExactlyInAnyOrder("effectiveDateTime",
                "valueQuantity", "component", "agent");
    }

    private static EncodedResource observation(String id, int number) {
        return new EncodedResource("Observation", id, "{\"resourceType\":\"Observation\",\"id\":\"" + id
                + "\",\"identifier\":[{\"system\":\"urn:vigil:observation\",\"value\":\"n" + number + "\"}],"
                + "\"status\":\"final\",\"code\":{\"text\":\"x\"}}");
    }

    private static ServerResources open(LightEhr ehr) throws InterruptedException {
        return ServerResources.open(ehr.base(), Authorization.none(), InstantSource.system(), QUICK);
    }
}
