package io.longhaul.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.FluentWait;

/** The Temporal UI in a headless Chromium, used as a person does. */
final class TemporalPages implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String workflows;
    private final ChromeDriver browser;

    private TemporalPages(String workflows, ChromeDriver browser) {
        this.workflows = workflows;
        this.browser = browser;
    }

    /**
     * Opens a browser. Skips the test where apt has none; where it has, {@code ./longhaul test} has installed it.
     *
     * @param workflows address of the list of workflows
     */
    static TemporalPages open(String workflows) {
        Assumptions.assumeTrue(isDebian() || Files.isExecutable(BROWSER), "Chromium is a snap on this system");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        // Tests run as root in places without a sandbox and with little shared memory; the only page is ours.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1360,1560",
                "--lang=en-US");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new TemporalPages(workflows, new ChromeDriver(service, options));
    }

    /** Opens the list of the runs that a query finds. */
    void list(String query) {
        browser.get(workflows + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    /** Waits until the list shows a job. */
    void awaitListed(String job) {
        await(By.linkText(job));
    }

    /** Follows the list's link to a job's run. */
    void follow(String job) {
        click(By.linkText(job));
        await(By.cssSelector("[data-testid=user-metadata-tab]"));
    }

    /** Loads the page anew; the details of a run that has ended are not asked for again by themselves. */
    void reload() {
        browser.navigate().refresh();
    }

    /** The current details of the run as they are rendered, once they have this text. */
    String details(String text) {
        click(By.cssSelector("[data-testid=user-metadata-tab]"));
        return new FluentWait<>(this)
                .withTimeout(LIMIT)
                .pollingEvery(POLL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage("details with " + text)
                .until(page -> page.frames().contains(text) ? page.frames() : null);
    }

    /** Sends an update from the run's page, typed by hand. */
    void sendUpdate(String name, String json) {
        click(By.xpath("//button[normalize-space()='More Actions']"));
        click(By.cssSelector("[data-testid=update-button]"));
        click(By.cssSelector("[data-testid=update-confirmation-modal] [data-testid=update-select-button]"));
        click(By.xpath("//dialog[@open]//li[@role='option'][starts-with(normalize-space(), '" + name + "')]"));
        WebElement editor = await(By.cssSelector("[data-testid=update-confirmation-modal] .cm-content"));
        editor.click();
        editor.sendKeys(json);
        // The editor lays its text out anew when it is left, and the buttons move.
        click(By.cssSelector("[data-testid=update-confirmation-modal] [data-testid=update-id]"));
        picture("update");
        click(By.cssSelector("[data-testid=update-confirmation-modal] [data-testid=confirm-modal-button]"));
    }

    /** Waits until the page shows that its run has this status. */
    void awaitStatus(String status) {
        await(By.cssSelector("[data-testid=execution-status]"), status);
    }

    /** Keeps what is on the screen. */
    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.quit();
    }

    private String frames() {
        StringBuilder text = new StringBuilder();
        for (WebElement frame : browser.findElements(By.tagName("iframe"))) {
            browser.switchTo().frame(frame);
            text.append(browser.findElement(By.tagName("body")).getText()).append('\n');
            browser.switchTo().defaultContent();
        }
        return text.toString();
    }

    private void click(By what) {
        await(what).click();
    }

    /** The page has hidden copies of many parts, for narrow screens. */
    private WebElement await(By what) {
        return await(what, "");
    }

    /** As it is shown: what the document has in small letters may be shown in capitals. */
    private WebElement await(By what, String text) {
        return new FluentWait<>(browser)
                .withTimeout(LIMIT)
                .pollingEvery(POLL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(what + " " + text)
                .until(page -> page.findElements(what).stream()
                        .filter(part -> part.isDisplayed() && part.getText().contains(text))
                        .findFirst()
                        .orElse(null));
    }

    private static boolean isDebian() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).contains("ID=debian");
        } catch (IOException e) {
            return false;
        }
    }
}
