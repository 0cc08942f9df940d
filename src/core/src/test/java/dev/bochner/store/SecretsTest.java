package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parquet s3a://key:secret@bucket/x where a = 1 | parquet s3a://***@bucket/x where a = 1",
                "hdfs://user:secret@nn:8020/x, ftp://u:p@ss@host/y | hdfs://***@nn:8020/x, ftp://***@host/y",
                "s3a://key:ab/cd+ef@bucket/x | s3a://***@bucket/x",
                "hdfs://:secret@nn/x | hdfs://***@nn/x",
                "jdbc:postgresql://db/x?user=me&password=geheim&ssl=true | jdbc:postgresql://db/x?user=me&password=***&ssl=true",
                "password = geheim, x = 1 | password = ***, x = 1",
                "{\"fs.s3a.access.key\":\"AK IA\",\"b\":1} | {\"fs.s3a.access.key\":***,\"b\":1}",
                "a.Token=[geheim] b | a.Token=*** b",
                "x.secret=\"ge\\\"heim\" b | x.secret=*** b",
                "x.secret=***: is wrong | x.secret=***: is wrong",
            })
    void hidesCredentials(String text, String redacted) {
        assertEquals(redacted, Secrets.redacted(text));
        assertTrue(Secrets.isIn(text) || text.equals(redacted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abfss://container@account.dfs.core.windows.net/x",
                "hdfs://nn:8020/mail/a@b",
                "hdfs://user@nn/x",
                "file:/a@b:c/d",
                "[PARSE_SYNTAX_ERROR] Syntax error at or near token: '='",
                "the password is wrong",
                "source.id-column=token"
            })
    void leavesWhatIsNone(String text) {
        assertEquals(text, Secrets.redacted(text));
        assertFalse(Secrets.isIn(text));
    }

    /** Whatever is wrong with the rest: it may be a part of the credential. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "source.options={password=ge heim, x=[1] | source.options={password=***",
                "source.options.password={a: 1 | source.options.password=***",
                "source.options={\"secret\" : \"a | source.options={\"secret\" :***",
                "source.path=s3a://k:geheim@b/{d} | source.path=s3a://***@b/{d}"
            })
    void hidesAnAssignmentToItsEnd(String assignment, String shown) {
        assertEquals(shown, Secrets.redactedAssignment(assignment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "fs.s3a.secret.key", "fs.s3a.access.key", "accessKey", "sessionToken"})
    void knowsTheKeysThatSparkRedacts(String key) {
        assertTrue(Secrets.isSecret(key), key);
    }
}
