package dev.vigil.alerts.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.vigil.alerts.page.Chromium.Window;
import dev.vigil.alerts.page.StandInApi.Command;
import dev.vigil.alerts.page.StandInApi.Network;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a person does on the page, with the mouse and with the keyboard alone.
@Tag("slow")
class PageCommandsTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private StandInApi api;
    private Window window;
    private Page page;

    @BeforeEach
    void openPage() throws IOException {
        api = new StandInApi(0, Duration.ofSeconds(1));
        window = CHROMIUM.open(api.uri());
        page = window.page();
        assertThat(alert("a-spo2")).isVisible();
    }

    @AfterEach
    void closePage() {
        window.close();
        api.close();
    }

    private Locator alert(String id) {
        return page.locator(".rows .alert[data-key='" + id + "']");
    }

    private void sayWho(String name) {
        page.locator("#who-input").fill(name);
        page.locator("#who-form button[type=submit]").click();
    }

    @Test
    void shouldAcknowledgeByClickAndAskWhoOnlyOnce() {
        alert("a-spo2").locator("[data-do=acknowledge]").click();
        sayWho("N. Klein");

        assertThat(alert("a-spo2")).hasAttribute("data-state", "acknowledged");
        assertThat(alert("a-spo2")).containsText("Acknowledged by N. Klein");
        alert("a-hr").locator("[data-do=acknowledge]").click();
        assertThat(alert("a-hr")).hasAttribute("data-state", "acknowledged");
        assertThat(api.commands).extracting(Command::verb).containsExactly("acknowledge", "acknowledge");
        assertThat(api.commands).allSatisfy(command -> {
            assertThat(command.body().get("by").asText()).isEqualTo("N. Klein");
            assertThat(command.body().get("commandId").asText()).isNotBlank();
        });
        assertThat(page).hasTitle("Vigil");
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void shouldAcknowledgeWithTheKeyboardAlone() {
        for (int i = 0; i < 40 && !isFocused("acknowledge"); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        page.keyboard().type("N. Klein");
        page.keyboard().press("Enter");

        assertThat(alert("a-spo2")).hasAttribute("data-state", "acknowledged");
        assertThat(page.evaluate("document.activeElement.closest('.alert')?.dataset.key")).isEqualTo("a-spo2");
    }

    private boolean isFocused(String verb) {
        return verb.equals(page.evaluate("document.activeElement.dataset.do"));
    }

    @Test
    void shouldSendTheHalfWrittenNoteWithTheCommand() {
        alert("a-spo2").locator("[data-do=note]").click();
        page.keyboard().type("Calling her");
        alert("a-spo2").locator("[data-do=acknowledge]").click();
        sayWho("N. Klein");

        assertThat(alert("a-spo2")).hasAttribute("data-state", "acknowledged");
        assertThat(alert("a-spo2").locator("textarea")).hasCount(0);
        assertThat(api.commands.getFirst().body().get("note").asText()).isEqualTo("Calling her");
    }

    @Test
    void shouldSaveANoteAlone() {
        alert("a-spo2").locator("[data-do=note]").click();
        page.keyboard().type("She sounds well");
        alert("a-spo2").locator("button[type=submit]").click();
        sayWho("N. Klein");

        assertThat(alert("a-spo2").locator("textarea")).hasCount(0);
        assertThat(api.commands.getFirst().verb()).isEqualTo("comment");
        assertThat(alert("a-spo2")).hasAttribute("data-state", "active");
    }

    @Test
    void shouldOfferSnoozeForAllButHighPriority() {
        assertThat(alert("a-spo2").locator("[data-do=snooze-menu]")).hasCount(0);
        alert("a-hr").locator("[data-do=snooze-menu]").click();
        alert("a-hr").locator("[data-for=PT30M]").click();
        sayWho("N. Klein");

        assertThat(alert("a-hr")).hasAttribute("data-state", "snoozed");
        assertThat(alert("a-hr")).containsText("Snoozed by N. Klein, again in");
    }

    @Test
    void shouldTakeAResolvedAlertOffTheList() {
        alert("a-hr").locator("[data-do=resolve]").click();
        sayWho("N. Klein");

        assertThat(alert("a-hr")).hasCount(0);
    }

    @Test
    void shouldSayWhyACommandWasRefused() {
        api.refusal = "already acknowledged by M. Klein";
        alert("a-spo2").locator("[data-do=acknowledge]").click();
        sayWho("N. Klein");

        assertThat(alert("a-spo2").locator(".wrong")).hasText("already acknowledged by M. Klein");
        assertThat(alert("a-spo2").locator("[data-do=acknowledge]")).hasText("Acknowledge");
    }

    @Test
    void shouldRepeatACommandThatDidNotArriveUnderTheSameId() {
        alert("a-spo2").locator("[data-do=acknowledge]").click();
        api.network = Network.DOWN;
        sayWho("N. Klein");
        assertThat(alert("a-spo2").locator(".wrong")).containsText("cannot be reached");
        api.network = Network.UP;
        api.refusal = "not now";
        alert("a-spo2").locator("[data-do=acknowledge]").click();
        assertThat(alert("a-spo2").locator(".wrong")).hasText("not now");
        api.refusal = null;
        alert("a-spo2").locator("[data-do=acknowledge]").click();

        assertThat(alert("a-spo2")).hasAttribute("data-state", "acknowledged");
        assertThat(api.commands).extracting(command -> command.body().get("commandId").asText()).hasSize(2)
                .containsOnly(api.commands.getFirst().body().get("commandId").asText());
    }

    @Test
    void shouldNotSendAnythingWhenThePersonWillNotSayWho() {
        alert("a-spo2").locator("[data-do=acknowledge]").click();
        page.keyboard().press("Escape");

        assertThat(page.locator("#who-dialog")).isHidden();
        assertThat(api.commands).isEmpty();
    }

    @Test
    void shouldAskForTheTokenAndSayWhenItIsWrong() {
        api.token = "let-me-in";
        page.reload();
        page.locator("#signin-token").fill("guess");
        page.locator("#signin-form button").click();
        assertThat(page.locator("#signin-error")).hasText("This token is not accepted. Check it and try again.");
        page.locator("#signin-token").fill("let-me-in");
        page.locator("#signin-form button").click();

        assertThat(alert("a-spo2")).isVisible();
        assertThat(page.locator("#signin-dialog")).isHidden();
    }

    @Test
    void shouldShowMarkupInNamesAndNotesAsText() {
        String markup = "<img src=x onerror=\"document.title='owned'\">";
        api.rows.get("p-014").put("name", markup);
        ((ObjectNode) api.rows.get("p-014").at("/alerts/0")).put("explanation", markup);
        api.publishRow("p-014");

        assertThat(page.locator(".row[data-key=p-014] h3")).hasText(markup);
        assertThat(alert("a-spo2").locator(".explanation")).containsText(markup);
        page.navigate(api.uri() + "#/patients/p-014");
        assertThat(page.locator("#patient-name")).hasText(markup);
        assertThat(page.locator(".past")).containsText(markup);
        assertThat(page.locator("main img, aside img")).hasCount(0);
        assertThat(page).hasTitle("(1) Vigil");
    }

    @Test
    void shouldFindAPatientAndFilterByState() {
        page.locator("#search").fill("chipo");
        assertThat(page.locator(".row:visible")).hasCount(1);
        page.locator("#search").fill("");
        page.locator("[data-filter=silent]").click();
        assertThat(page.locator(".row:visible")).hasCount(1);
        assertThat(page.locator("[data-filter=silent]")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void shouldTellEveryReasonOfAnAlertInThePatientsOwnView() {
        page.navigate(api.uri() + "#/patients/p-014");

        assertThat(page.locator("#patient .alert[data-key=a-spo2] .reasons li"))
                .hasText("Heart rate 118 /min is above 110 /min.");
    }

    @Test
    void shouldOpenAPatientWithTrendsAndComeBackToTheSameRow() {
        page.locator(".row[data-key=p-021] h3 a").click();
        assertThat(page.locator("#patient-name")).isFocused();
        page.locator("#patient [data-vital=systolic-bp]").click();
        assertThat(page.locator("#patient .drawing-title")).hasText("Systolic pressure mmHg");
        page.locator("#patient [data-span='6']").click();
        assertThat(page.locator("#patient [data-span='6']")).hasAttribute("aria-pressed", "true");
        page.keyboard().press("Escape");

        assertThat(page.locator("#patient")).isHidden();
        assertThat(page.locator(".row[data-key=p-021] h3 a")).isFocused();
    }
}
