package dev.bochner.audit.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What a browser prints.
 *
 * @param pages how many
 * @param lines straight lines drawn on them; a browser prints a canvas line by line
 */
record Paper(long pages, long lines) {
    private static final Pattern PAGE = Pattern.compile("/Type /Page\\b");
    private static final Pattern STREAM = Pattern.compile("(?s)stream\\r?\\n(.*?)endstream");
    private static final Pattern LINE = Pattern.compile("(?m) l$");

    static Paper printedBy(ChromeDriver browser) throws IOException {
        Object data = browser.executeCdpCommand("Page.printToPDF", Map.of()).get("data");
        String pdf = new String(Base64.getDecoder().decode((String) data), StandardCharsets.ISO_8859_1);
        long lines = 0;
        Matcher streams = STREAM.matcher(pdf);
        while (streams.find()) {
            lines += LINE.matcher(inflated(streams.group(1))).results().count();
        }
        return new Paper(PAGE.matcher(pdf).results().count(), lines);
    }

    private static String inflated(String stream) throws IOException {
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (ZipException notCompressed) {
            return stream;
        }
    }
}
