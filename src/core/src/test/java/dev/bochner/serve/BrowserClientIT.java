package dev.bochner.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bochner.testkit.Chromium;
import dev.bochner.testkit.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** The JavaScript client as a page loads it: the file itself, over HTTP, as a module. */
final class BrowserClientIT {
    @TempDir
    private Path profile;

    @Test
    void knowsTheAnswersThatItCarriesInABrowserToo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html", "<!DOCTYPE html><title>client</title>"));
        server.createContext(
                "/client.mjs",
                exchange -> answer(exchange, "text/javascript", Files.readString(Client.JAVASCRIPT.file())));
        server.start();
        try {
            assertEquals(
                    Client.KNOWN_ANSWERS + " known answers agree",
                    selfTest("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        } finally {
            server.stop(0);
        }
    }

    private Object selfTest(String page) {
        ChromeDriver browser = Chromium.start(profile, new ChromeOptions());
        try {
            browser.get(page);
            return browser.executeAsyncScript("""
                    const done = arguments[arguments.length - 1];
                    import("/client.mjs")
                        .then((client) => client.selfTest())
                        .then((known) => done(known + " known answers agree"), (e) => done(String(e)));
                    """);
        } finally {
            browser.quit();
        }
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
