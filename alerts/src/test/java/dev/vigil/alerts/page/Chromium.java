package dev.vigil.alerts.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The machine's own Chromium, headless, for one test class. Nothing is downloaded; where it is not installed, the
/// class is skipped.
public final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    /// Two classes share the machine.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Playwright playwright;
    private Browser browser;

    /// A window on the page that keeps what its console complained about.
    public record Window(Page page, List<String> complaints) implements AutoCloseable {

        @Override
        public void close() {
            page.context().close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> executable = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome").map(Path::of).filter(Files::isExecutable).findFirst();
        assumeTrue(executable.isPresent(), "skipped: no Chromium on this machine");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable.get()).setArgs(FLAGS));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }

    public Window open(URI address) {
        return open(address, 1280, 900, ColorScheme.LIGHT);
    }

    public Window open(URI address, int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height)
                .setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE).setLocale("en-GB"));
        context.setDefaultTimeout(PATIENCE.toMillis());
        Page page = context.newPage();
        List<String> complaints = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address.toString());
        return new Window(page, complaints);
    }
}
