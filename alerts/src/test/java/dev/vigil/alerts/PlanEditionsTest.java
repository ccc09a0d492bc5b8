package dev.vigil.alerts;

import static dev.vigil.alerts.Station.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That a plan says who put it, and what held before.
@Tag("slow")
class PlanEditionsTest {

    @TempDir
    static Path directory;

    private static Station station;
    private static Alerts node;

    @BeforeAll
    static void open() throws Exception {
        station = new Station(directory);
        node = station.node(null);
    }

    @AfterAll
    static void close() {
        station.close();
    }

    @Test
    void shouldTellWhoSetAPlanWhenAndWhatHeldBefore() throws Exception {
        String plan = """
                plan: authored
                setBy: Dr. Okafor
                rules: [ { id: spo2-low, priority: high, when: { vital: oxygen-saturation, below: 90 } } ]
                """;
        String changed = plan.replace("Okafor", "Klein").replace("90", "88");
        assertThat(station.put(node, "/api/v1/plans/authored", plan).statusCode()).isEqualTo(201);
        assertThat(station.put(node, "/api/v1/plans/authored", changed).statusCode()).isEqualTo(200);
        station.put(node, "/api/v1/plans/authored", changed.replace("Klein", "Nobody"));

        JsonNode now = json(station.get(node, "/api/v1/plans/authored"));
        assertThat(now.get("setBy").asText()).as("to put the same again adds nothing").isEqualTo("Dr. Klein");
        assertThat(now.at("/rules/0/when/below").asInt()).isEqualTo(88);
        assertThat(now.get("earlier")).hasSize(1);
        assertThat(now.at("/earlier/0/setBy").asText()).isEqualTo("Dr. Okafor");
        assertThat(now.at("/earlier/0/rules/0/when/below").asInt()).isEqualTo(90);
        assertThat(Instant.parse(now.at("/earlier/0/setAt").asText()))
                .isBeforeOrEqualTo(Instant.parse(now.get("setAt").asText()));

        station.put(node, "/api/v1/plans/copd", changed.replace("plan: authored", "plan: copd"));
        assertThat(json(station.get(node, "/api/v1/plans/copd")).at("/earlier/0/setAt").isMissingNode())
                .as("what came along was set by nobody").isTrue();
    }
}
