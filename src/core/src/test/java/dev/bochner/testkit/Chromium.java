package dev.bochner.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The machine's own Chromium without a window. Nothing is downloaded: both programs are found on PATH. */
public final class Chromium {
    private Chromium() {}

    /**
     * Starts it; the test is skipped if there is none.
     *
     * @param profile a directory of its own, which need not exist
     * @param options for what the test is about; arguments are added to them
     */
    public static ChromeDriver start(Path profile, ChromeOptions options) {
        Optional<Path> browser = onPath("chromium");
        Optional<Path> driver = onPath("chromedriver");
        MachineTool.BROWSER.require(browser.isPresent() && driver.isPresent());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setBinary(browser.orElseThrow().toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(arguments(profile));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("NO_PROXY", "localhost,127.0.0.1"))
                .build();
        return new ChromeDriver(service, options);
    }

    private static List<String> arguments(Path profile) {
        return List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
