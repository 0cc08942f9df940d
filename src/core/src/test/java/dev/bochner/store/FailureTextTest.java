package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.FullDiskFs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTextTest {
    private static final String FULL = "no space is left on the device; free some, then run again";

    static Stream<Arguments> failures() {
        String spark = "; it runs with Spark 3.5 and 4.x for Scala 2.13";
        return Stream.of(
                Arguments.of(FullDiskFs.error(), FULL),
                Arguments.of(
                        new RemoteException(
                                "java.io.IOException",
                                "File /x could only be written to 0 of the 1 minReplication nodes."),
                        FULL),
                Arguments.of(
                        new IllegalArgumentException(new UnknownHostException("nn")),
                        "the host nn is not known; check the name, and that HADOOP_CONF_DIR says where a nameservice is"),
                Arguments.of(
                        new ConnectException("Call From vm/127.0.0.1 to localhost:1 failed on connection exception:"
                                + " java.net.ConnectException: Connection refused; For more details see:  http://x"),
                        "localhost:1 does not answer"),
                Arguments.of(
                        new RemoteException(
                                "org.apache.hadoop.hdfs.server.namenode.SafeModeException", "Cannot create file/x."),
                        "the namenode is in safe mode; run again when it has left it (hdfs dfsadmin -safemode get)"),
                Arguments.of(
                        new RemoteException("org.apache.hadoop.ipc.StandbyException", "Operation category READ"),
                        "the namenode is a standby; name the nameservice instead of a host"),
                Arguments.of(
                        new RemoteException(
                                "org.apache.hadoop.hdfs.protocol.DSQuotaExceededException", "The quota of /x is 1 B"),
                        "the quota is exceeded: The quota of /x is 1 B"),
                Arguments.of(
                        new AccessControlException("Permission denied: user=bob, access=WRITE, inode=\"/\""),
                        "Permission denied: user=bob, access=WRITE, inode=\"/\""),
                Arguments.of(new AccessDeniedException("/x"), "permission denied: /x"),
                Arguments.of(new FileNotFoundException("/x/y (Permission denied)"), "permission denied: /x/y"),
                Arguments.of(
                        new RuntimeException(
                                new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found")),
                        "the library of this filesystem is not on the class path; add it, such as BOCHNER_SPARK_OPTS="
                                + "\"--packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion()
                                + "\", or --jars of spark-submit"),
                Arguments.of(
                        new NoClassDefFoundError("org/apache/spark/sql/Gone"),
                        "a library on the class path has another version than this program was built for"
                                + " (org.apache.spark.sql.Gone is missing or different)" + spark),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        "the memory is used up (Java heap space); give the driver more, such as"
                                + " BOCHNER_DRIVER_MEMORY=8g, or the executors (spark.executor.memory)"),
                Arguments.of(
                        new StackOverflowError(),
                        "a call stack overflowed; give threads more, such as spark.driver.extraJavaOptions=-Xss8m"),
                Arguments.of(new InterruptedIOException("x"), "interrupted"),
                Arguments.of(new org.apache.hadoop.fs.FileAlreadyExistsException("/x"), "/x exists already"),
                Arguments.of(
                        new RuntimeException(new StoreException("Cannot write /x: it is odd", new IOException("odd"))),
                        "Cannot write /x: it is odd"),
                Arguments.of(new RuntimeException("java.lang.IllegalStateException: it is odd\n\tat x"), "it is odd"),
                Arguments.of(new NullPointerException(), "it says nothing about itself"),
                Arguments.of(new IOException("GET ftp://me:geheim@host/x failed"), "GET ftp://***@host/x failed"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatItMeansWithoutTheNameOfAClass(Throwable failure, String text) {
        assertEquals(text, FailureText.of(failure));
    }

    @Test
    void namesThePathOfAFullDisk() {
        StoreException full = StoreException.of("write", new org.apache.hadoop.fs.Path("/t/x"), FullDiskFs.error());
        assertEquals("Cannot write /t/x: " + FULL, full.getMessage());
        assertEquals("Cannot write /t/x: " + FULL, FailureText.of(full));
    }

    @Test
    void tellsAnAccessThatIsRefusedFromAFileThatIsDamaged() {
        assertTrue(FailureText.isOfAccess(new RuntimeException(new UnknownHostException("nn"))));
        assertTrue(FailureText.isOfAccess(new FileNotFoundException("/x (Permission denied)")));
        assertFalse(FailureText.isOfAccess(new IOException("not a Parquet file")));
    }
}
