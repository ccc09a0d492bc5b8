package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.wire.json.Json;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    @Test
    void shouldTakeTheBestModeThatIsNamedForEachType() throws Exception {
        Capabilities capabilities = capabilities("""
                {"type": "Observation", "interaction": [{"code": "create"}, {"code": "read"}]},
                {"type": "Device", "interaction": [{"code": "update"}], "updateCreate": false,
                 "conditionalUpdate": true},
                {"type": "Flag", "interaction": [{"code": "create"}], "conditionalCreate": true},
                {"type": "Provenance", "interaction": [{"code": "update"}]},
                {"type": "DetectedIssue", "interaction": [{"code": "read"}, {"code": "search-type"}]},
                {"type": "RiskAssessment"}""");
        assertThat(capabilities.best("Observation")).hasValue(DeliveryMode.SINGLE_POST);
        assertThat(capabilities.best("Device")).hasValue(DeliveryMode.CONDITIONAL_UPDATE);
        assertThat(capabilities.best("Flag")).hasValue(DeliveryMode.CONDITIONAL_CREATE);
        assertThat(capabilities.best("Provenance")).hasValue(DeliveryMode.PUT);
        assertThat(capabilities.best("DetectedIssue")).as("read alone").isEmpty();
        assertThat(capabilities.best("RiskAssessment")).as("no word of how").hasValue(DeliveryMode.SINGLE_POST);
        assertThat(capabilities.best("DeviceMetric")).as("not named").isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsNotTakenButNeverObservations() throws Exception {
        DeliveryModes modes = new DeliveryModes(capabilities("{\"type\": \"Patient\"}"), null);
        assertThat(modes.takes("Observation")).isTrue();
        assertThat(modes.leftOut()).containsExactly("Communication", "DetectedIssue", "Device", "DeviceMetric",
                "DeviceUseStatement", "Flag", "Provenance", "RiskAssessment");
    }

    @Test
    void shouldSendEverythingToAServerThatNamesNoTypes() throws Exception {
        DeliveryModes modes = new DeliveryModes(capabilities(""), null);
        assertThat(modes.leftOut()).isEmpty();
        assertThat(modes.of("Flag")).isEqualTo(DeliveryMode.SINGLE_POST);
        assertThat(new DeliveryModes(capabilities(""), DeliveryMode.PUT).of("Flag")).isEqualTo(DeliveryMode.PUT);
    }

    private static Capabilities capabilities(String resources) throws JsonProcessingException {
        return Capabilities.of(Json.mapper().readTree(
                "{\"rest\": [{\"mode\": \"client\"}, {\"mode\": \"server\", \"resource\": [" + resources + "]}]}"));
    }
}
