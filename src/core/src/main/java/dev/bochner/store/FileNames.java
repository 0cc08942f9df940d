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
 * Checks which names of local files this JVM can encode. A JVM takes the character set of file names from the locale of its
 * process, and in the locale C that is ASCII: every other character becomes a question mark, so that the name is that of another
 * file. File names on HDFS are always UTF-8.
 *
 * @param encoding character set of file names
 */
public record FileNames(Charset encoding) {
    /** The character by which a decoder replaces bytes that are invalid in its character set. */
    private static final char UNDECODABLE = '\uFFFD';

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*", Pattern.DOTALL);

    /** The file names of this JVM, whose character set no option or system property can change. */
    public static FileNames ofThisJvm() {
        return new FileNames(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** Returns why a path that Hadoop or Spark opens cannot be read or written by this JVM; empty if it can. */
    public Optional<String> refusal(String path, Configuration hadoop) {
        Matcher matcher = SCHEME.matcher(path);
        String scheme = matcher.matches()
                ? matcher.group(1)
                : FileSystem.getDefaultUri(hadoop).getScheme();
        boolean local = Filesystems.LOCAL.equals(scheme);
        return local || !decoded(path) ? refusal(path) : Optional.empty();
    }

    /** Returns why a path on this machine's disks cannot be read or written by this JVM; empty if it can. */
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

    /** Returns whether the JVM could decode a command line argument completely; characters that it could not decode are lost. */
    public static boolean decoded(String text) {
        return text.indexOf(UNDECODABLE) < 0;
    }

    /** Returns a text in ASCII, because a terminal in such a locale shows nothing else. */
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
