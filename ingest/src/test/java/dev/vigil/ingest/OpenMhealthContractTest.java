package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of `POST /v1/openmhealth` over real HTTP into a real broker.
class OpenMhealthContractTest {

    private static final String POINT = """
            {"header": {"id": "%s", "creation_date_time": "2026-11-22T10:40:10Z", "user_id": "p1",
                        "schema_id": {"namespace": "omh", "name": "blood-glucose", "version": "4.0"}},
             "body": {"blood_glucose": {"value": 5.6, "unit": "mmol/L"},
                      "effective_time_frame": {"date_time": "2026-11-22T11:40:00+01:00"}}}""";

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldStoreDataPointsEachByItself() {
        Door.Answer answer = post("[" + POINT.formatted("dp-1") + "," + POINT.formatted("dp 2") + ","
                + POINT.formatted("dp-3").replace("mmol/L", "mol/L") + "," + POINT.formatted("dp-4") + "]");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.rejected()).containsExactly("1 malformed", "2 unknown-unit");
        assertThat(running.readingsOf("patient:p1")).extracting(reading -> reading.id().value())
                .containsExactly("dp-1", "dp-4");
        assertThat(running.readingsOf("patient:p1")).extracting(reading -> reading.door())
                .containsOnly(dev.vigil.domain.reading.Door.OPENMHEALTH);
    }

    @Test
    void shouldTakeTheDeviceThatTheGatewayNames() {
        assertThat(post(POINT.formatted("dp-1"), "Vigil-Device-Id", "meter-1").status()).isEqualTo(202);
        assertThat(running.readingsOf("meter-1")).hasSize(1);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(post("{").problem()).isEqualTo("unreadable-body");
        assertThat(post("[]").problem()).isEqualTo("no-readings");
        assertThat(post("{}").problem()).isEqualTo("every-reading-refused");
        assertThat(running.door().postTo("/v1/openmhealth", "text/plain", new byte[0]).status()).isEqualTo(415);
    }

    private static Door.Answer post(String body, String... headers) {
        return running.door().postTo("/v1/openmhealth", "application/json", body.getBytes(StandardCharsets.UTF_8),
                headers);
    }
}
