package dev.bochner.audit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The pages as a browser shows them, on a telephone and on a desk, in daylight and at night. */
@TestInstance(Lifecycle.PER_CLASS)
final class HtmlReportIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ids of canvases without a single drawn pixel. */
    private static final String BLANK_CANVASES = """
            return [...document.querySelectorAll('canvas')].filter(canvas => {
              const pixels = canvas.width && canvas.height
                  && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              return !pixels || !pixels.some((value, i) => i % 4 === 3 && value > 0);
            }).map(canvas => canvas.id)
            """;

    private final Map<Screen, ChromeDriver> browsers = new EnumMap<>(Screen.class);
    private Path directory;

    /** Where a page is looked at. */
    record View(String page, Screen screen, String scheme) {
        @Override
        public String toString() {
            return page + ", " + screen + ", " + scheme;
        }
    }

    /** A screen, and its width in the pixels of CSS. */
    enum Screen {
        TELEPHONE(390),
        DESK(1280);

        private final int width;

        Screen(int width) {
            this.width = width;
        }

        ChromeOptions options() {
            ChromeOptions options = new ChromeOptions();
            if (this == TELEPHONE) {
                Map<String, Object> metrics = Map.of("width", width, "height", 844, "pixelRatio", 2.0, "mobile", true);
                options.setExperimentalOption("mobileEmulation", Map.of("deviceMetrics", metrics));
            } else {
                options.addArguments("--window-size=" + width + ",900");
            }
            return options;
        }
    }

    @BeforeAll
    void writesPages(@TempDir Path temporary) throws IOException {
        directory = temporary;
        write("ordinary", HtmlReport.render(Reports.ordinary(), Reports.history(Reports.ordinary())));
        write("failed", HtmlReport.render(Reports.failed(), Reports.history(Reports.failed())));
        write("hostile", HtmlReport.render(Reports.hostile(), Reports.hostileHistory()));
        write("first-day", HtmlReport.render(Reports.firstDay(), List.of()));
    }

    @AfterAll
    void closesBrowsers() {
        browsers.values().forEach(ChromeDriver::quit);
    }

    static Stream<View> views() {
        return Stream.of("light", "dark").flatMap(HtmlReportIT::views);
    }

    static Stream<View> layouts() {
        return views("light");
    }

    private static Stream<View> views(String scheme) {
        return Stream.of("ordinary", "failed", "hostile", "first-day")
                .flatMap(page -> Stream.of(Screen.values()).map(screen -> new View(page, screen, scheme)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void pageFitsTheScreenAlsoWhenAllIsUnfolded(View view) {
        ChromeDriver browser = open(view);
        assertEquals(view.screen.width, integer(browser, "return innerWidth"));
        assertTrue(integer(browser, "return document.documentElement.scrollWidth") <= view.screen.width);
        unfold(browser);
        assertTrue(integer(browser, "return document.documentElement.scrollWidth") <= view.screen.width);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void verdictIsOnTheFirstScreen(View view) {
        ChromeDriver browser = open(view);
        WebElement verdict = browser.findElement(By.id("verdict-heading"));
        assertTrue(verdict.isDisplayed());
        assertTrue(bottom(verdict) <= integer(browser, "return innerHeight"), verdict.getRect()::toString);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void answerIsOnTheFirstScreenOfAnOrdinaryDay(Screen screen) {
        ChromeDriver browser = open(new View("ordinary", screen, "light"));
        WebElement answer = browser.findElement(By.cssSelector("#retraining .answer"));
        assertTrue(bottom(answer) <= integer(browser, "return innerHeight"), answer.getRect()::toString);
    }

    static Stream<Screen> screens() {
        return Stream.of(Screen.values());
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyChartIsDrawnOnceItIsUnfolded(View view) {
        ChromeDriver browser = open(view);
        assertEquals(
                browser.executeScript("return [...document.querySelectorAll('details.more canvas')].map(c => c.id)"),
                browser.executeScript(BLANK_CANVASES),
                "nothing is drawn but what is shown");
        unfold(browser);
        assertEquals(List.of(), browser.executeScript(BLANK_CANVASES));
    }

    @ParameterizedTest
    @MethodSource("views")
    void nothingIsLoadedAndNothingIsComplainedOf(View view) throws IOException {
        ChromeDriver browser = browser(view.screen);
        requests(browser);
        browser.manage().logs().get(LogType.BROWSER);
        open(view);
        unfold(browser);
        assertEquals(List.of(file(view.page).toUri().toString()), requests(browser));
        assertEquals(
                List.of(),
                browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(LogEntry::getMessage)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("screens")
    void itemsAreShownAsTheTextTheyAre(Screen screen) {
        ChromeDriver browser = open(new View("hostile", screen, "light"));
        List<String> ids = browser.findElements(By.cssSelector("#items tbody th bdi")).stream()
                .map(id -> id.getDomProperty("textContent"))
                .toList();
        assertEquals(Reports.HOSTILE, ids);
        assertEquals(3, integer(browser, "return document.scripts.length"));
        assertEquals(0, integer(browser, "return document.querySelectorAll('img, svg').length"));
    }

    /** What Chart.js writes at the ticks of each vertical axis of a trend, and of each logarithmic axis. */
    private static final String TICKS = """
            return [...document.querySelectorAll('canvas')].map(canvas => Chart.getChart(canvas))
                .flatMap(chart => chart ? [chart.scales.y, chart.scales.x] : [])
                .flatMap(scale => scale.ticks.map(tick => String(tick.label)))
            """;

    @ParameterizedTest
    @MethodSource("screens")
    void ticksAreWrittenForPeopleAndSharesStayWithinTheWhole(Screen screen) {
        ChromeDriver browser = open(new View("ordinary", screen, "light"));
        unfold(browser);
        List<String> ticks = ((List<?>) browser.executeScript(TICKS))
                .stream().map(String::valueOf).toList();
        assertTrue(ticks.size() > 50, ticks::toString);
        assertEquals(
                List.of(),
                ticks.stream()
                        .filter(tick -> tick.matches(".*[0-9][eE][-+]?[0-9].*"))
                        .toList());
        assertTrue(ticks.contains("10⁻⁵"), ticks::toString);
        List<Double> percents = ticks.stream()
                .filter(tick -> tick.endsWith(" %"))
                .map(tick -> Double.valueOf(tick.replace(" %", "")))
                .toList();
        assertTrue(percents.stream().allMatch(percent -> percent >= 0 && percent <= 100), percents::toString);
    }

    /** The second lock, should an escape ever be missing. */
    @ParameterizedTest
    @MethodSource("screens")
    void policyStopsAScriptThatIsNotItsOwn(Screen screen) throws IOException {
        String page = Files.readString(file("ordinary"));
        write("broken", page.replace("</h1>", "</h1><script>document.title = 'taken over'</script>"));
        assertEquals(
                "Audit of 2026-11-20: Safe to publish, with 1 warning. Models of m=16/seed=-9223372036854775808 fitted before"
                        + " today must be retrained, of the others they need not.",
                open(new View("broken", screen, "light")).getTitle());
        write("open", Files.readString(file("broken")).replace("Content-Security-Policy", "nothing"));
        assertEquals(
                "taken over", open(new View("open", screen, "light")).getTitle(), "it would have run without policy");
    }

    @ParameterizedTest
    @MethodSource("screens")
    void printsAllChartsOnPaper(Screen screen) throws IOException {
        ChromeDriver browser = open(new View("ordinary", screen, "dark"));
        Paper paper = Paper.printedBy(browser);
        int charts = browser.findElements(By.tagName("canvas")).size();
        assertTrue(paper.pages() > 2, paper::toString);
        assertEquals(List.of(), browser.executeScript(BLANK_CANVASES));
        String page = Files.readString(file("ordinary"));
        write("no-charts", page.substring(0, page.lastIndexOf("<script>")));
        Paper bare = Paper.printedBy(open(new View("no-charts", screen, "dark")));
        assertTrue(
                paper.lines() > bare.lines() + 20L * charts,
                () -> paper + ", without its " + charts + " charts " + bare);
    }

    /** Started by the first test that needs it, so that each test says by itself that it was skipped without one. */
    private ChromeDriver browser(Screen screen) {
        return browsers.computeIfAbsent(
                screen, unopened -> Chromium.start(directory.resolve(screen.name()), screen.options()));
    }

    private ChromeDriver open(View view) {
        ChromeDriver browser = browser(view.screen);
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", view.scheme);
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        browser.get(file(view.page).toUri().toString());
        return browser;
    }

    private static void unfold(ChromeDriver browser) {
        browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                document.querySelectorAll('details').forEach(details => { details.open = true; });
                setTimeout(() => requestAnimationFrame(done), 100);
                """);
    }

    /** Addresses asked for since the last call. */
    private static List<String> requests(ChromeDriver browser) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                addresses.add(message.at("/params/request/url").asText());
            }
        }
        return addresses;
    }

    private static int bottom(WebElement element) {
        return element.getRect().getY() + element.getRect().getHeight();
    }

    private static long integer(ChromeDriver browser, String script) {
        return ((Number) browser.executeScript(script)).longValue();
    }

    private Path file(String page) {
        return directory.resolve(page + ".html");
    }

    private void write(String page, String html) throws IOException {
        Files.writeString(file(page), html);
    }
}
