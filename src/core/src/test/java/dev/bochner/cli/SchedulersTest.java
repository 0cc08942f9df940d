package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.Python;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import picocli.CommandLine;

/** The scheduler files that ship: valid, and in agreement with the command line. */
final class SchedulersTest {
    private static final Path OOZIE = Path.of("scripts/oozie");
    private static final Path WORKFLOW = OOZIE.resolve("workflow.xml");
    private static final Path COORDINATOR = OOZIE.resolve("coordinator.xml");
    private static final Path DAG = Path.of("scripts/airflow/bochner_daily.py");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-zA-Z]+)}");

    @Test
    void theWorkflowIsValidByOoziesOwnSchemas() throws Exception {
        workflowSchema().validate(new StreamSource(WORKFLOW.toFile()));
    }

    @Test
    void theCoordinatorIsValidByOoziesOwnSchema() throws Exception {
        validator("oozie-coordinator-0.5.xsd").validate(new StreamSource(COORDINATOR.toFile()));
    }

    @Test
    void theSchemasReachIntoTheSparkAction() throws Exception {
        String broken = Files.readString(WORKFLOW).replace("<master>yarn</master>", "<mastre>yarn</mastre>");
        SAXParseException e = assertThrows(
                SAXParseException.class, () -> workflowSchema().validate(new StreamSource(new StringReader(broken))));
        assertTrue(e.getMessage().contains("mastre"), e.getMessage());
    }

    @Test
    void theArgumentsOfTheWorkflowAreACommandLine() throws Exception {
        Document workflow = document(WORKFLOW);
        assertRuns(texts(workflow, "arg").stream()
                .map(text -> text.replace("${ds}", "2026-11-20"))
                .toList());
        assertEquals(List.of(Bochner.class.getName()), texts(workflow, "class"));
    }

    @Test
    void jobPropertiesHasEveryParameterButTheDate() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(OOZIE.resolve("job.properties"))) {
            properties.load(in);
        }
        TreeSet<String> used = new TreeSet<>();
        for (Path file : List.of(WORKFLOW, COORDINATOR)) {
            Matcher matcher = PARAMETER.matcher(Files.readString(file));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        // The coordinator makes ds; the other three are its way of writing a dataset's date.
        used.removeAll(List.of("ds", "YEAR", "MONTH", "DAY"));
        used.removeAll(properties.stringPropertyNames());
        assertEquals(new TreeSet<>(), used);
    }

    @Test
    void theArgumentsOfTheDagAreACommandLine() throws IOException {
        String dag = Files.readString(DAG);
        Matcher list =
                Pattern.compile("application_args=\\[(.*?)],", Pattern.DOTALL).matcher(dag);
        assertTrue(list.find());
        List<String> arguments = new ArrayList<>();
        Matcher text = Pattern.compile("\"([^\"]*)\"").matcher(list.group(1));
        while (text.find()) {
            arguments.add(text.group(1).replace("{{ data_interval_start | ds }}", "2026-11-20"));
        }
        assertRuns(arguments);
        assertTrue(dag.contains("java_class=\"" + Bochner.class.getName() + "\""));
    }

    /** Airflow 3 gives a plain cron text no data interval, so {@code data_interval_start} would be the time of the run. */
    @Test
    void theDagNamesATimetableThatHasDataIntervals() throws Exception {
        String schedule = Python.run("""
                import ast, sys
                dag = ast.parse(open(sys.argv[1], encoding="utf-8").read())
                calls = [node for node in ast.walk(dag) if isinstance(node, ast.Call)]
                named = {k.arg: k.value for call in calls if ast.unparse(call.func) == "DAG" for k in call.keywords}
                print(ast.unparse(named["schedule"]))
                imports = [node for node in ast.walk(dag) if isinstance(node, ast.ImportFrom)]
                print([node.module for node in imports if "CronDataIntervalTimetable" in [n.name for n in node.names]])
                """, DAG.toString());
        assertEquals(
                "CronDataIntervalTimetable('0 3 * * *', timezone='UTC')\n['airflow.timetables.interval']", schedule);
    }

    /** Runs the DAG's own operator on a base class that fails as SparkSubmitOperator does. */
    @ParameterizedTest
    @CsvSource({
        "1, RuntimeError: Cannot execute: spark-submit --name x. Error code is: 1.",
        "2, 'AirflowFailException: bochner ended with exit code 2, bad arguments or configuration: no retry; its"
                + " message is in the log above'",
        "3, RuntimeError: Cannot execute: spark-submit --name x. Error code is: 3.",
        "4, 'AirflowFailException: bochner ended with exit code 4, conflict with another run or with what is"
                + " published: no retry; its message is in the log above'",
        "-9, RuntimeError: Cannot execute: spark-submit --name x. Error code is: -9."
    })
    void theOperatorRetriesAllButExitCodes2And4(int exitCode, String raised) throws Exception {
        assertEquals(raised, failureOfTheOperator("spark-submit --name x. Error code is: " + exitCode + "."));
    }

    @Test
    void theOperatorTakesTheExitCodeAndNotWordsOfTheCommand() throws Exception {
        assertEquals(
                "RuntimeError: Cannot execute: spark-submit --name 'Error code is: 2.'. Error code is: 1.",
                failureOfTheOperator("spark-submit --name 'Error code is: 2.'. Error code is: 1."));
        assertEquals(
                "RuntimeError: Cannot execute: spark-submit was not found",
                failureOfTheOperator("spark-submit was not found"));
    }

    /** What an attempt raises whose spark-submit failed with a message: Airflow retries all but AirflowFailException. */
    private static String failureOfTheOperator(String message) throws Exception {
        return Python.run("""
                import ast, re, sys

                class AirflowFailException(Exception): pass

                class SparkSubmitOperator:
                    def execute(self, context):
                        raise RuntimeError("Cannot execute: " + sys.argv[2])

                dag = ast.parse(open(sys.argv[1], encoding="utf-8").read())
                # All but the imports of Airflow, which is not installed here, and the DAG itself.
                wanted = (ast.FunctionDef, ast.ClassDef, ast.Assign)
                dag.body = [n for n in dag.body if isinstance(n, wanted) or getattr(n, "module", "") == "__future__"]
                exec(compile(dag, sys.argv[1], "exec"))
                try:
                    BochnerOperator().execute({})
                except Exception as e:
                    print(type(e).__name__ + ": " + str(e))
                """, DAG.toString(), message);
    }

    @Test
    void everyTaskOfTheDagUsesThatOperator() throws IOException {
        String dag = Files.readString(DAG);
        assertTrue(dag.contains("\n    BochnerOperator(\n        task_id="));
        assertFalse(dag.contains(" SparkSubmitOperator("));
    }

    private static void assertRuns(List<String> arguments) {
        CommandLine bochner = Bochner.commandLine(
                new PrintWriter(new StringWriter()), new ErrorReport(new PrintWriter(new StringWriter())));
        CommandLine.ParseResult run =
                bochner.parseArgs(arguments.toArray(String[]::new)).subcommand();
        assertEquals("run", run.commandSpec().name());
        assertEquals("2026-11-20", run.matchedOption("--ds").getValue().toString());
        assertTrue(run.hasMatchedOption("--conf"));
    }

    private static Validator workflowSchema() throws SAXException {
        return validator("oozie-common-1.0.xsd", "oozie-workflow-1.0.xsd", "spark-action-1.0.xsd");
    }

    private static Validator validator(String... schemas) throws SAXException {
        Source[] sources = new Source[schemas.length];
        for (int i = 0; i < schemas.length; i++) {
            sources[i] = new StreamSource(
                    SchedulersTest.class.getResource("/" + schemas[i]).toExternalForm());
        }
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(sources)
                .newValidator();
    }

    private static Document document(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagNameNS("*", element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
