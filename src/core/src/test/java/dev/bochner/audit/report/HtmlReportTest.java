package dev.bochner.audit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HtmlReportTest {
    private static final Pattern SECTION = Pattern.compile("<section id=\"([a-z]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script[^>]*>(.*?)</script>");

    private final String ordinary = HtmlReport.render(Reports.ordinary(), Reports.history(Reports.ordinary()));
    private final String firstDay = HtmlReport.render(Reports.firstDay(), List.of());
    private final String hostile = HtmlReport.render(Reports.hostile(), Reports.hostileHistory());

    @Test
    void putsTheVerdictFirstAndAllFiguresLast() {
        assertEquals(
                List.of(
                        "verdict",
                        "retraining",
                        "changes",
                        "remarks",
                        "distributions",
                        "trends",
                        "theory",
                        "findings",
                        "items",
                        "metrics"),
                sections(ordinary));
    }

    @Test
    void firstDayHasNothingToSayOfDrift() {
        assertEquals(List.of("verdict", "retraining", "remarks", "findings", "metrics"), sections(firstDay));
        assertTrue(firstDay.contains("the first day, with nothing to compare with"));
    }

    @Test
    void saysVerdictAndAnswersInWords() {
        String failed = HtmlReport.render(Reports.failed(), List.of());
        assertTrue(failed.contains(
                "<h2 id=\"verdict-heading\">Not safe to publish: 1 of 6 checks failed. If it is published"
                        + " nevertheless, models of m&#x3D;16/seed&#x3D;-9223372036854775808 fitted before today must be retrained,"
                        + " of the others they need not.</h2>"));
        assertTrue(failed.contains("<p>4 of 6 checks passed, 1 failed, 1 warns.</p>"));
        assertTrue(failed.contains("<section id=\"verdict\" class=\"verdict fail\""));
        assertTrue(failed.contains("phi-rows-different m&#x3D;16/seed&#x3D;-9223372036854775808 is 212.0, expected"));
        assertTrue(ordinary.contains("<h2 id=\"verdict-heading\">Safe to publish, with 1 warning. Models of"));
        assertTrue(ordinary.contains("<p>4 of 5 checks passed, 1 warns.</p>"));
        assertTrue(ordinary.contains("m &#x3D; 64 (128 columns), seed 42 <span class=\"muted\">epoch 3</span>"));
        assertTrue(firstDay.contains("<p>No constraint had anything to judge.</p>"));
    }

    @Test
    void saysWhatAnEpochIsWhereThereAreSome() {
        assertTrue(ordinary.contains(
                "<p class=\"muted lead\">An epoch is a run of days whose coordinates belong together."));
        String without = HtmlReport.render(Reports.withoutEpochs(), List.of());
        assertFalse(without.contains("epoch"), "nothing counts epochs without a stabiliser");
    }

    @Test
    void givesAdviceBesideTheWarnings() {
        String advised = HtmlReport.render(Reports.ordinary().advising(List.of("Calibrate <it>.")), List.of());
        assertTrue(advised.contains("<div class=\"advice\">\n<p>Calibrate &lt;it&gt;.</p>\n</div>"));
        assertFalse(ordinary.contains("<div class=\"advice\">"));
    }

    @Test
    void writesFiguresForPeople() {
        assertTrue(ordinary.contains("<td class=\"number\">0.9312</td><td class=\"muted\">exact over 3,407</td>"));
        assertTrue(ordinary.contains(
                "<td class=\"number\">0.6123</td><td class=\"muted\">sampled, ±\u00a00.0123 over 2,000</td>"));
        assertTrue(ordinary.contains("<th scope=\"row\">p50</th><td class=\"number\">1.234\u00a0×\u00a010⁻⁵</td>"));
        assertTrue(hostile.contains("<td class=\"number\">infinite</td>"));
    }

    @Test
    void showsTheTrendsThatAreNotFineFirst() {
        List<Chart> first = TrendCharts.of(Reports.history(Reports.ordinary())).first();
        assertEquals(
                List.of("Agreement of similarities (CKA)", "Rotation's part of the change"),
                first.stream().limit(2).map(Chart::title).toList());
        assertEquals("h-cka: 0.9312, previously 0.9285.", first.get(0).note());
        assertTrue(first.get(1).note().startsWith("h-rotation-share: 81.3\u00a0%, previously "), first.get(1)::note);
    }

    @Test
    void drawsATrendOnAnAxisOfItsUnit() throws IOException {
        JsonNode charts = charts(HtmlReport.render(
                Reports.ordinary(),
                List.of(
                        steady("gone-share", 0, 0, 0),
                        steady("h-cka", 0.9312, 0.9316, 0.9318),
                        steady("items", 3000, 3000))));
        List<String> axes = new ArrayList<>();
        charts.properties().forEach(chart -> {
            if (chart.getValue().path("kind").asText().equals("trend")) {
                axes.add(chart.getValue().path("min") + " " + chart.getValue().path("max") + " "
                        + chart.getValue().path("percent"));
            }
        });
        assertEquals(List.of("0.85 1.0 false", "2600.0 3400.0 false", "0.0 0.1 true"), axes);
    }

    private static Trend steady(String metric, double... values) {
        return new Trend(
                metric,
                IntStream.range(0, values.length)
                        .mapToObj(day -> new Trend.Point(Reports.TODAY.plusDays(day), values[day], Optional.empty()))
                        .toList());
    }

    @Test
    void leavesOutATrendOfOneDay() {
        Trend alone = new Trend("items", List.of(new Trend.Point(Reports.TODAY, 1, Optional.empty())));
        assertFalse(
                sections(HtmlReport.render(Reports.firstDay(), List.of(alone))).contains("trends"));
    }

    @Test
    void everyChartHasItsFiguresInATable() throws IOException {
        JsonNode charts = charts(ordinary);
        assertTrue(charts.size() > 20, () -> charts.size() + " charts");
        charts.fieldNames().forEachRemaining(id -> assertTrue(ordinary.contains("<canvas id=\"" + id + "\"")));
        assertEquals(charts.size(), count(ordinary, "<canvas "));
        assertEquals(charts.size(), count(ordinary, "<details class=\"table\">"));
        assertTrue(ordinary.contains("<tr><th scope=\"row\">2026-11-20</th><td>0.9312</td><td>warn</td></tr>"));
    }

    @Test
    void jsonHasNullForWhatIsNotFinite() throws IOException {
        JsonNode charts = charts(hostile);
        assertEquals("[null,0.0,1.0,null]", charts.at("/histogram-0/edges").toString());
        assertEquals("[1.0,null,2.0]", charts.at("/trend-0/values").toString());
        assertEquals("[null]", charts.at("/kernel-error/series/0/values").toString());
    }

    static Stream<String> markup() {
        return Reports.HOSTILE.stream().limit(3);
    }

    @ParameterizedTest
    @MethodSource("markup")
    void itemsAreNeverMarkup(String id) {
        assertFalse(hostile.contains(id));
        assertEquals(count(ordinary, "<script"), count(hostile, "<script"));
        assertEquals(0, count(hostile, "<img"));
        assertEquals(0, count(hostile, "<svg"));
    }

    @Test
    void itemsAreNeverTemplates() {
        assertTrue(hostile.contains("{{frame.css}}{{{json}}}"));
    }

    @Test
    void jsonHoldsNoMarkupAndNoLineSeparators() throws IOException {
        String markup = "</script>&\u2028\u2029";
        Chart chart = new Chart(
                "id",
                "",
                "",
                "",
                List.of(),
                List.of(),
                ChartJson.kind("bars").set("labels", ChartJson.texts(List.of(markup))));
        String json = ChartJson.of(List.of(chart));
        assertEquals("{\"id\":{\"kind\":\"bars\",\"labels\":[\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\"]}}", json);
        assertEquals(
                markup, new ObjectMapper().readTree(json).at("/id/labels/0").asText());
    }

    @Test
    void policyAllowsNothingButItsOwnStyleAndScripts() {
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(ordinary);
        assertTrue(policy.find());
        String allowed = policy.group(1).replace("&#39;", "'").replace("&#x3D;", "=");
        assertTrue(allowed.startsWith("default-src 'none'; style-src 'sha256-"), allowed);
        List<String> scripts =
                SCRIPT.matcher(ordinary).results().map(found -> found.group(1)).toList();
        assertTrue(allowed.contains(new Asset(scripts.get(1)).hash()));
        assertTrue(allowed.contains(new Asset(scripts.get(2)).hash()));
        assertEquals(0, count(allowed, "unsafe"));
        assertNotEquals(new Asset("a").hash(), new Asset("b").hash());
    }

    @Test
    void carriesTheLicenceOfItsCharts() {
        assertTrue(ordinary.contains("Permission is hereby granted, free of charge, to any person obtaining a copy"));
    }

    @Test
    void namesNoAddressToLoadFrom() {
        assertEquals(
                List.of(),
                Pattern.compile("(?:src|href)=\"(?!#)[^\"]*\"|url\\(|sourceMappingURL")
                        .matcher(ordinary)
                        .results()
                        .map(MatchResult::group)
                        .toList());
    }

    private static JsonNode charts(String page) throws IOException {
        Matcher script = SCRIPT.matcher(page);
        assertTrue(script.find());
        return new ObjectMapper().readTree(script.group(1));
    }

    private static List<String> sections(String page) {
        return SECTION.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
