package dev.vigil.alerts.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.vigil.alerts.page.Chromium.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// WCAG 2.2 AA as far as a machine can tell, and the promises of size and reach.
@Tag("slow")
class PageAccessibilityTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String VIOLATIONS = """
            async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                'best-practice']})).violations.flatMap(one => one.nodes.map(node => one.id + ': '
                + node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')))""";
    private static final String SMALL_TARGETS = """
            () => [...document.querySelectorAll('button, input, select, summary, .close, .phone, .back a')]
                .filter(e => e.checkVisibility()).filter(e => e.getBoundingClientRect().height < 44
                    || e.getBoundingClientRect().width < 44).map(e => e.outerHTML.slice(0, 120))""";
    private static final String BYTES = """
            () => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
                .filter(e => !e.name.includes('/api/') && !e.name.includes('/health')).reduce((sum, e) =>
                    sum + e.decodedBodySize, 0)""";

    @ParameterizedTest
    @CsvSource({"1280, LIGHT, en", "1280, DARK, en", "390, LIGHT, de", "1280, DARK, ar"})
    void shouldHaveNoViolations(int width, ColorScheme scheme, String language) throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1));
                Window window = CHROMIUM.open(api.uri(), width, 900, scheme)) {
            Page page = window.page();
            page.waitForSelector(".row .spark");
            page.selectOption("#language", language);
            page.locator("[data-key=a-hr] [data-do=note]").click();
            page.locator("[data-key=a-hr] [data-do=snooze-menu]").click();
            assertNoViolations(page);
            page.navigate(api.uri() + "#/patients/p-014");
            page.waitForSelector("#patient .chart");
            page.locator("#patient .past-alert summary").first().click();
            page.locator("#patient .values summary").click();
            assertNoViolations(page);
            page.locator("#who").click();
            assertNoViolations(page);
        }
    }

    @Test
    void shouldHaveNoViolationsWhenSigningIn() throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1))) {
            api.token = "let-me-in";
            try (Window window = CHROMIUM.open(api.uri())) {
                assertThat(window.page().locator("#signin-dialog")).isVisible();
                assertNoViolations(window.page());
            }
        }
    }

    private static void assertNoViolations(Page page) throws IOException {
        page.evaluate(axe());
        assertThat((List<?>) page.evaluate(VIOLATIONS)).isEmpty();
        assertThat((List<?>) page.evaluate(SMALL_TARGETS)).isEmpty();
    }

    private static String axe() throws IOException {
        try (InputStream script = PageAccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldReadFromRightToLeftInArabic() throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1));
                Window window = CHROMIUM.open(api.uri(), 390, 844, ColorScheme.LIGHT)) {
            Page page = window.page();
            page.selectOption("#language", "ar");

            assertThat(page.locator("html")).hasAttribute("dir", "rtl");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        }
    }

    @Test
    void shouldWeighLessThan100KilobytesAndAskNobodyElse() throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1)); Window window = CHROMIUM.open(api.uri())) {
            Page page = window.page();
            page.waitForSelector(".row .spark");

            assertThat(((Number) page.evaluate(BYTES)).intValue()).isBetween(20_000, 100_000);
            assertThat(page.evaluate("() => performance.getEntriesByType('resource').every(e => "
                    + "e.name.startsWith(location.origin))")).isEqualTo(true);
        }
    }

    @Test
    void shouldStayUsableAtFourTimesTheSize() throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1));
                Window window = CHROMIUM.open(api.uri(), 320, 256, ColorScheme.LIGHT)) {
            Page page = window.page();
            page.waitForSelector(".row");

            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
            assertThat(page.locator("[data-key=a-spo2] [data-do=acknowledge]")).isVisible();
        }
    }
}
