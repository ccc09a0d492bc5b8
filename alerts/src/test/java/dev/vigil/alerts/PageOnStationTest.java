package dev.vigil.alerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import dev.vigil.alerts.page.Chromium;
import dev.vigil.alerts.page.Chromium.Window;
import dev.vigil.alerts.page.NetworkLine;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Measurement.Original;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.Topics;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The care-team page on the real stage and a real broker, in a real browser.
@Tag("slow")
class PageOnStationTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final IsVisibleOptions SOON = new IsVisibleOptions().setTimeout(30_000);

    private static final HasAttributeOptions LATER = new HasAttributeOptions().setTimeout(30_000);

    @TempDir
    private static Path directory;
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

    private static URI address(Alerts server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private static Locator row(Page page, String patientId) {
        return page.locator(".row[data-key='" + patientId + "']");
    }

    @Test
    void shouldShowAnAlertLiveAndAcknowledgeItByClick() throws Exception {
        station.put(node, "/api/v1/patients/live-1", "{\"name\": \"Ada Example\"}");
        station.measured("live-1", "118");
        try (Window window = CHROMIUM.open(address(node))) {
            Page page = window.page();
            assertThat(row(page, "live-1").locator(".vital[data-key=heart-rate] b")).hasText("118");
            assertThat(page.locator("#live")).hasAttribute("data-mode", "live");
            station.raise("live-1", "hr-high", Priority.HIGH);
            assertThat(row(page, "live-1").locator(".alert[data-state=active]")).isVisible(SOON);

            row(page, "live-1").locator("[data-do=acknowledge]").click();
            page.locator("#who-input").fill("N. Klein");
            page.keyboard().press("Enter");
            assertThat(row(page, "live-1").locator(".alert")).hasAttribute("data-state", "acknowledged");
            assertThat(row(page, "live-1")).containsText("Acknowledged by N. Klein");
            station.signal("live-1", "hr-high", Priority.HIGH, SignalState.ENDED);
            assertThat(row(page, "live-1").locator(".alert")).hasCount(0);
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void shouldSayWhyTheServerRefusedACommand() throws Exception {
        station.put(node, "/api/v1/patients/refused-1", "{\"name\": \"Bo Example\"}");
        station.raise("refused-1", "hr-high", Priority.MEDIUM);
        try (Window window = CHROMIUM.open(address(node))) {
            Page page = window.page();
            assertThat(row(page, "refused-1").locator(".alert")).isVisible(SOON);
            String alert = station.alertOf(node, "refused-1");
            row(page, "refused-1").locator("[data-do=acknowledge]").click();
            station.post(node, "/api/v1/alerts/" + alert + "/acknowledge", "{\"by\": \"M. Klein\"}");
            page.locator("#who-input").fill("N. Klein");
            page.keyboard().press("Enter");

            assertThat(page.locator(".wrong").first()).containsText("already acknowledged by M. Klein");
        }
    }

    @Test
    void shouldWarnWhileTheLineIsCutAndCatchUpAfterwards() throws Exception {
        station.put(node, "/api/v1/patients/away-1", "{\"name\": \"Di Example\"}");
        try (NetworkLine line = new NetworkLine(node.port()); Window window = CHROMIUM.open(line.uri())) {
            Page page = window.page();
            assertThat(row(page, "away-1")).isVisible();
            line.cut();
            station.raise("away-1", "hr-high", Priority.HIGH);
            assertThat(page.locator("#banner")).isVisible(SOON);
            assertThat(row(page, "away-1").locator(".alert")).hasCount(0);
            line.mend();

            assertThat(row(page, "away-1").locator(".alert")).isVisible(SOON);
            assertThat(page.locator("#banner")).isHidden();
            assertThat(page.locator("#live")).hasAttribute("data-mode", "live", LATER);
        }
    }

    @Test
    void shouldDrawTrendsFromTheObservations() throws Exception {
        station.put(node, "/api/v1/patients/trend-1", "{\"name\": \"<img src=x onerror=alert(1)>\"}");
        station.measured("trend-1", "97");
        for (int minute = 30; minute >= 0; minute--) {
            observed("trend-1", Instant.now().minus(Duration.ofMinutes(minute)), 70 + minute);
        }
        try (Window window = CHROMIUM.open(address(node).resolve("#/patients/trend-1"))) {
            Page page = window.page();
            assertThat(page.locator("#patient-name")).hasText("<img src=x onerror=alert(1)>");
            assertThat(page.locator("#patient .chart")).isVisible(SOON);
            assertThat(row(page, "trend-1").locator(".spark")).hasCount(1);
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static void observed(String patient, Instant takenAt, int heartRate) throws Exception {
        PatientId patientId = new PatientId(patient);
        DeviceId device = new DeviceId("d-1");
        ReadingId reading = new ReadingId("r-" + takenAt.toEpochMilli());
        BigDecimal value = new BigDecimal(heartRate);
        Measurement measurement = new Measurement(Vital.HEART_RATE, new MeasuredValue.Quantity(value),
                new Original(new RawValue.Decimal(value), "/min"), false);
        station.write(Topics.OBSERVATIONS, patientId,
                new Observation(Observation.idOf(patientId, device, reading), 0, patientId, device, null, reading,
                        takenAt, takenAt, null, takenAt, takenAt, List.of(measurement), false,
                        ObservationStatus.FINAL));
    }

    @Test
    void shouldAskForTheToken() throws Exception {
        Alerts guarded = station.node("a-long-enough-secret-token");
        station.put(node, "/api/v1/patients/token-1", "{\"name\": \"Cy Example\"}");
        try (Window window = CHROMIUM.open(address(guarded))) {
            Page page = window.page();
            page.locator("#signin-token").fill("guess");
            page.keyboard().press("Enter");
            assertThat(page.locator("#signin-error")).hasText("This token is not accepted. Check it and try again.");
            page.locator("#signin-token").fill("a-long-enough-secret-token");
            page.keyboard().press("Enter");

            assertThat(row(page, "token-1")).isVisible(SOON);
            row(page, "token-1").locator("h3 a").click();
            assertThat(page.locator("#patient-name")).hasText("Cy Example");
            assertThat(page.locator("#live")).hasAttribute("data-mode", "live");
        }
    }
}
