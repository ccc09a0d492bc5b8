package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of `POST /v1/gatt/{deviceId}/{characteristic}` over real HTTP into a real broker.
class GattContractTest {

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
    void shouldStoreWhatADeviceNotified() {
        Door.Answer answer = notified("oxi:1/2a5e", "02 61 00 48 00 40 00", "Vigil-Taken-At", "2026-11-22T10:41:00Z");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(running.readingsOf("oxi:1")).singleElement().satisfies(reading -> {
            assertThat(reading.door()).isEqualTo(dev.vigil.domain.reading.Door.GATT);
            assertThat(reading.takenAt()).isEqualTo(Instant.parse("2026-11-22T10:41:00Z"));
            assertThat(reading.status()).containsExactly(MeasurementStatus.EARLY);
            assertThat(reading.measurements()).extracting(raw -> raw.vital()).containsExactly("oxygen-saturation",
                    "pulse-rate");
        });
    }

    @Test
    void shouldTakeTheTimeOfTheDeviceInItsZone() {
        assertThat(notified("scale-1/0x2A9D", "02 7A 3F EA 07 0B 16 0B 1E 00", "Vigil-Zone", "Europe/Berlin").status())
                .isEqualTo(202);
        assertThat(running.readingsOf("scale-1")).singleElement().extracting(Reading::takenAt)
                .isEqualTo(Instant.parse("2026-11-22T10:30:00Z"));
    }

    @Test
    void shouldCallNoContactTechnicalAndStoreNothing() {
        Door.Answer answer = notified("strap-1/2A37", "04 00", "Vigil-Taken-Ago", "PT0S");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.rejected()).containsExactly("0 technical");
        assertThat(answer.text()).contains("no contact with the skin");
        assertThat(running.readingsOf("strap-1")).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(notified("cuff-1/2A35", "00 78").rejected()).containsExactly("0 malformed");
        assertThat(notified("cuff-1/2A37", "00 48").text()).contains("Vigil-Taken-At");
        assertThat(notified("cuff-1/2A00", "00 48").status()).isEqualTo(404);
        assertThat(notified("cuff%201/2A37", "00 48", "Vigil-Taken-Ago", "PT1S").text()).contains("deviceId must be");
        assertThat(running.door().get("/v1/gatt/cuff-1/2A37").status()).isEqualTo(405);
        assertThat(running.readingsOf("cuff-1")).isEmpty();
    }

    private static Door.Answer notified(String path, String hex, String... headers) {
        return running.door().postTo("/v1/gatt/" + path, "application/octet-stream",
                HexFormat.of().parseHex(hex.replace(" ", "")), headers);
    }
}
