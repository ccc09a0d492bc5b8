package dev.vigil.alerts.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.vigil.alerts.page.Chromium.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the page looks on a ward desk and on a phone; leaves screenshots in `target/screenshots` for a person to judge.
@Tag("slow")
class PageLooksTest {

    private static final String BEYOND_THE_EDGE =
            """
            () => [...document.querySelectorAll('body *')].map(e => [e, e.getBoundingClientRect()])
                .filter(([e, box]) => box.right > innerWidth + 1 || box.left < -1)
                .filter(([e]) => !e.closest('.sr, .skip, details:not([open])'))
                    .map(([e]) => e.outerHTML.slice(0, 120))""";
    private static final String CUT_OFF =
            """
            () => [...document.querySelectorAll('.vital > *, .vital .value, .score > *, button, .badge')]
                .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
                .map(e => e.outerHTML.slice(0, 120))""";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @ParameterizedTest
    @CsvSource({"1280, 900, LIGHT, ''", "1280, 900, DARK, ''", "1680, 1000, LIGHT, p-014", "1280, 900, LIGHT, p-014",
        "390, 844, LIGHT, ''", "390, 844, DARK, p-014", "390, 844, LIGHT, p-021", "320, 700, LIGHT, ''"})
    void shouldFitTheScreen(int width, int height, ColorScheme scheme, String patient) throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1));
                Window window = CHROMIUM.open(api.uri(), width, height, scheme)) {
            Page page = window.page();
            page.waitForSelector(".row .spark");
            if (!patient.isEmpty()) {
                page.navigate(api.uri() + "#/patients/" + patient);
                page.waitForSelector("#patient .chart");
            }
            picture(page, width + "-" + scheme + "-" + patient);
            assertFits(page, width);
            assertThat(window.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT, de", "390, LIGHT, de", "1280, DARK, ar", "390, LIGHT, fr", "390, LIGHT, ar"})
    void shouldFitInEveryLanguageWhileAPersonWorks(int width, ColorScheme scheme, String language) throws IOException {
        try (StandInApi api = new StandInApi(0, Duration.ofSeconds(1));
                Window window = CHROMIUM.open(api.uri(), width, 900, scheme)) {
            Page page = window.page();
            page.waitForSelector(".row .spark");
            page.selectOption("#language", language);
            page.locator("[data-key=a-spo2] [data-do=note]").click();
            page.locator("[data-key=a-hr] [data-do=snooze-menu]").click();
            picture(page, width + "-" + scheme + "-" + language);
            assertFits(page, width);
            page.locator("[data-key=a-hr] [data-do=acknowledge]").click();
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/who-" + language + ".png")));
        }
    }

    private static void assertFits(Page page, int width) {
        assertThat((List<?>) page.evaluate(BEYOND_THE_EDGE)).isEmpty();
        assertThat((List<?>) page.evaluate(CUT_OFF)).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    }

    /// The whole page where it is wide; screen by screen where it is narrow.
    private static void picture(Page page, String name) {
        boolean wide = page.viewportSize().width > 500;
        for (int screen = 0; screen < (wide ? 1 : 4); screen++) {
            page.evaluate("screen => scrollTo(0, screen * innerHeight * .85)", screen);
            Path file = Path.of("target/screenshots", name.toLowerCase(Locale.ROOT) + "-" + screen + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(wide));
        }
    }
}
