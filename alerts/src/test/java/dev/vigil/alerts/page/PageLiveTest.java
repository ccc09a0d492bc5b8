package dev.vigil.alerts.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.vigil.alerts.page.Chromium.Window;
import dev.vigil.alerts.page.StandInApi.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What happens on the page by itself: alerts come, rows change, the connection goes and comes back.
@Tag("slow")
class PageLiveTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(25_000);

    private StandInApi api;
    private Window window;
    private Page page;

    @BeforeEach
    void openPage() throws IOException {
        api = new StandInApi(0, Duration.ofSeconds(1));
        window = CHROMIUM.open(api.uri());
        page = window.page();
        assertThat(row("p-014")).isVisible();
    }

    @AfterEach
    void closePage() {
        window.close();
        api.close();
    }

    private Locator row(String patientId) {
        return page.locator(".row[data-key='" + patientId + "']");
    }

    private ObjectNode alert(String patientId, String priority, String explanation) {
        ArrayNode alerts = (ArrayNode) api.rows.get(patientId).get("alerts");
        String now = Instant.now().toString();
        return alerts.addObject().put("id", "new-" + patientId).put("kind", "physiological").put("priority", priority)
                .put("state", "active").put("raisedAt", now).put("at", now).put("explanation", explanation)
                .put("signals", 1);
    }

    @Test
    void shouldShowANewAlertWithoutReload() {
        assertThat(page).hasTitle("(1) Vigil");
        alert("p-044", "high", "Oxygen saturation 84 % is below 90 %.");
        api.publishRow("p-044");

        assertThat(row("p-044").locator(".alert .explanation")).hasText("Oxygen saturation 84 % is below 90 %.");
        assertThat(page).hasTitle("(2) Vigil");
        assertThat(page.locator("#say-high")).hasText(
                "High priority alert. Tomasz Kowalczyk. Oxygen saturation 84 % is below 90 %.");
        assertThat(page.locator(".row").first()).hasAttribute("data-key", "p-014");
        assertThat(page.locator(".row").nth(1)).hasAttribute("data-key", "p-044");
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void shouldTellASilentGatewayInOneLineAndNotOncePerPatient() {
        tellOfGateway("new-p-044", "new-p-003");
        for (String patient : List.of("p-044", "p-003")) {
            alert(patient, "low", "No reading received for 2 h.").put("kind", "technical");
            ((ArrayNode) api.rows.get(patient).get("silent")).addObject().put("ruleId", "silent").put("explanation",
                    "No reading received for 2 h.");
            api.publishRow(patient);
        }

        assertThat(row("p-003").locator(".remark")).hasText("No reading received for 2 h.");
        assertThat(page.locator("#gateways li")).hasCount(1);
        assertThat(page.locator("#gateways li span")).hasText("Gateway ward-3 is silent: nothing from 2 patients");
        assertThat(page.locator("#say")).hasText("Gateway ward-3 is silent: nothing from 2 patients");
        assertThat(row("p-044").locator(".alert")).hasCount(0);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/gateway.png")));
        page.selectOption("#language", "de");
        assertThat(page.locator("#gateways li span")).hasText("Gateway ward-3 ist stumm: nichts von 2 Patienten");

        tellOfGateway();
        assertThat(row("p-044").locator(".alert")).isVisible();
        assertThat(page.locator("#gateways")).isHidden();
        assertThat(window.complaints()).isEmpty();
    }

    private void tellOfGateway(String... alerts) {
        ObjectNode told = api.rows.get("p-014").objectNode();
        ArrayNode gateways = told.putArray("gateways");
        if (alerts.length > 0) {
            ObjectNode gateway = gateways.addObject().put("gateway", "ward-3").put("since",
                    Instant.now().minusSeconds(7_200).toString());
            gateway.putArray("patients").add("p-044").add("p-003");
            List.of(alerts).forEach(gateway.putArray("alerts")::add);
        }
        api.publish("gateways", told);
    }

    @Test
    void shouldNotMoveRowsUnderAHandUntilItLeaves() {
        row("p-021").locator("button").first().hover();
        alert("p-044", "high", "Oxygen saturation 84 % is below 90 %.");
        api.publishRow("p-044");

        assertThat(page.locator("#held")).isVisible();
        assertThat(page.locator(".row").nth(1)).hasAttribute("data-key", "p-021");
        page.mouse().move(5, 5);
        assertThat(page.locator(".row").nth(1)).hasAttribute("data-key", "p-044");
        assertThat(page.locator("#held")).isHidden();
    }

    @Test
    void shouldKeepAWaitingHighAlertInSightWhereverTheReaderIs() {
        page.setViewportSize(390, 844);
        page.navigate(api.uri() + "#/patients/p-014");
        assertThat(page.locator("#waiting")).isHidden();
        alert("p-044", "high", "Oxygen saturation 84 % is below 90 %.");
        api.publishRow("p-044");

        assertThat(page.locator("#waiting")).hasText("High alert not taken: Tomasz Kowalczyk");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/waiting.png")));
        page.locator("#waiting").click();
        assertThat(page.locator("#patient-name")).hasText("Tomasz Kowalczyk");
    }

    @Test
    void shouldNotLetAParkedMouseHoldBackTheOrder() {
        row("p-021").locator("button").first().hover();
        alert("p-044", "high", "Oxygen saturation 84 % is below 90 %.");
        api.publishRow("p-044");

        assertThat(page.locator("#held")).isVisible();
        assertThat(page.locator(".row").nth(1)).hasAttribute("data-key", "p-044",
                new LocatorAssertions.HasAttributeOptions().setTimeout(8_000));
    }

    @Test
    void shouldSayThatTheServerItselfIsBehind() {
        api.ready = false;

        assertThat(page.locator("#banner")).isVisible(SOON);
        assertThat(page.locator("#banner p")).containsText("may not be up to date");
        api.ready = true;
        assertThat(page.locator("#banner")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(15_000));
    }

    @Test
    void shouldKeepAHalfWrittenNoteAndItsCaretThroughUpdates() {
        row("p-021").locator("[data-do=note]").click();
        Locator note = row("p-021").locator("textarea");
        assertThat(note).isFocused();
        page.keyboard().type("Daughter is w");
        for (int i = 0; i < 5; i++) {
            api.publishRow("p-021");
            api.publishRow("p-003");
        }
        ((ObjectNode) api.rows.get("p-021").at("/vitals/0")).put("value", 27);
        api.publishRow("p-021");

        assertThat(row("p-021").locator(".vital[data-key=respiratory-rate] b")).hasText("27");
        page.keyboard().type("ith him");
        assertThat(note).hasValue("Daughter is with him");
        assertThat(note).isFocused();
    }

    @Test
    void shouldKeepTheHalfWrittenNoteOfAnAlertThatSomebodyElseResolved() {
        row("p-021").locator("[data-do=note]").click();
        page.keyboard().type("On my way");
        ((ArrayNode) api.rows.get("p-021").get("alerts")).removeAll();
        api.publishRow("p-021");

        assertThat(row("p-021").locator(".alert")).hasAttribute("data-state", "resolved");
        assertThat(row("p-021").locator("textarea")).hasValue("On my way");
    }

    @Test
    void shouldResumeWhereItWasAfterACut() {
        api.publishRow("p-003");
        assertThat(row("p-003")).isVisible();
        page.waitForFunction("() => document.querySelector('#live').dataset.mode === 'live'");
        api.cut();
        alert("p-044", "medium", "Raised while the page was away.");
        api.publishRow("p-044");

        assertThat(row("p-044").locator(".alert")).isVisible();
        assertThat(api.resumedFrom).contains("1");
    }

    @Test
    void shouldSayThatItsPictureIsOldWhenTheServerFallsSilentAndRecover() {
        assertThat(page.locator("#banner")).isHidden();
        api.network = Network.SILENT;

        assertThat(page.locator("#banner")).isVisible(SOON);
        assertThat(page.locator("#banner p")).containsText("do not rely on it");
        assertThat(page.locator("#live")).hasAttribute("data-mode", "lost");
        assertThat(page).hasTitle("⚠ Connection lost · (1) Vigil");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/lost.png")));
        api.network = Network.UP;
        page.locator("#retry").click();
        assertThat(page.locator("#banner")).isHidden();
        assertThat(page.locator("#live")).hasAttribute("data-mode", "live");
    }

    @Test
    void shouldTakeAFreshPictureOnReset() {
        api.rows.get("p-044").put("name", "Somebody Else");
        api.rows.remove("p-003");
        api.reset();

        assertThat(row("p-044").locator("h3")).hasText("Somebody Else");
        assertThat(row("p-003")).hasCount(0);
    }

    @Test
    void shouldPollWhereStreamsDoNotComeThrough() {
        api.network = Network.NO_STREAM;
        api.cut();
        alert("p-044", "high", "Found by polling.");

        assertThat(row("p-044").locator(".alert")).isVisible(SOON);
        assertThat(page.locator("#live")).hasAttribute("data-mode", "polling");
        assertThat(page.locator("#banner")).isHidden();
    }

    @Test
    void shouldForgetAPatientWhoWasErased() {
        api.rows.remove("p-044");
        api.publish("patient-removed", api.rows.get("p-014").objectNode().put("patientId", "p-044"));

        assertThat(row("p-044")).hasCount(0);
    }
}
