package dev.bochner.store;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Which names of local files a JVM can write. It takes the character set from the locale of the process that starts it, and
 * in the locale C that is ASCII: every other character of a name becomes a question mark, and the file another one. Names
 * on HDFS are UTF-8 everywhere.
 *
 * @param encoding character set of file names
 */
public record FileNames(Charset encoding) {
    /** What a decoder makes of bytes that mean nothing in its character set. */
    private static final char UNDECODABLE = '\uFFFD';

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*", Pattern.DOTALL);

    /** Those of this JVM, of which no option and no system property makes others. */
    public static FileNames ofThisJvm() {
        return new FileNames(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** Why nothing can be read or written at a path that Hadoop or Spark opens; empty if it can. */
    public Optional<String> refusal(String path, Configuration hadoop) {
        Matcher matcher = SCHEME.matcher(path);
        String scheme = matcher.matches()
                ? matcher.group(1)
                : FileSystem.getDefaultUri(hadoop).getScheme();
        boolean local = Filesystems.LOCAL.equals(scheme);
        return local || !decoded(path) ? refusal(path) : Optional.empty();
    }

    /** Why nothing can be read or written at a path on this machine's disks; empty if it can. */
    public Optional<String> refusal(String localPath) {
        return decoded(localPath) && encoding.newEncoder().canEncode(localPath)
                ? Optional.empty()
                : Optional.of("path " + visible(localPath) + " has characters that this JVM's encoding of file names, "
                        + encoding + ", cannot represent; " + wayOut());
    }

    private String wayOut() {
        return encoding.equals(StandardCharsets.UTF_8)
                ? "rename it to what is UTF-8"
                : "set LC_ALL=C.UTF-8 in the environment of the command";
    }

    /** Whether a text came to this JVM whole: what it could not decode of an argument is lost. */
    public static boolean decoded(String text) {
        return text.indexOf(UNDECODABLE) < 0;
    }

    /** A text in ASCII, since a terminal in such a locale shows nothing else. */
    public static String visible(String text) {
        StringBuilder ascii = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii.append(c);
            } else {
                ascii.append("\\u").append(HEX.toHexDigits(c));
            }
        }
        return ascii.toString();
    }
}
