package dev.bochner.audit.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A text file that the application jar carries and the page takes in.
 *
 * @param text with nothing in it that would end a style or script element
 */
record Asset(String text) {
    /** Of the version that pom.xml names. */
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/";

    /** A resource beside this class. */
    static Asset named(String name) {
        return read(name);
    }

    /**
     * Chart.js under its licence, which wants to be in each copy; without the address of its source map, which the tools
     * of a browser would go and look for.
     */
    static Asset chartJs() {
        String licence = read(CHART_JS + "LICENSE.md").text.strip();
        String script = read(CHART_JS + "dist/chart.umd.min.js").text;
        return new Asset("/*\n" + licence + "\n*/\n" + script.replaceFirst("(?m)^//# sourceMappingURL=.*$", ""));
    }

    private static Asset read(String resource) {
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("There is no " + resource + " in the application jar");
            }
            return new Asset(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By which a Content-Security-Policy allows just this text. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
