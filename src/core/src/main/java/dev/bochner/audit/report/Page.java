package dev.bochner.audit.report;

import dev.bochner.audit.report.AuditReport.Subject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What report.mustache shows; each field is named there.
 *
 * @param compared the sections that need an earlier day; none if there was none
 * @param stabilised what the stabiliser did; none if there is none
 */
record Page(
        Frame frame,
        Origin origin,
        Summary summary,
        List<Compared> compared,
        List<BeforeAfter> stabilised,
        List<String> remarks,
        List<Section> sections,
        List<FindingRow> findings,
        List<MetricGroup> metrics,
        String json) {
    /** What does not depend on the report: its policy, style and scripts. */
    record Frame(String policy, String css, String chartJs, String script) {
        static final Frame OURS = of(Asset.named("report.css"), Asset.chartJs(), Asset.named("report.js"));

        private static Frame of(Asset css, Asset chartJs, Asset script) {
            String policy = "default-src 'none'; style-src " + css.hash() + "; script-src " + chartJs.hash() + " "
                    + script.hash() + "; base-uri 'none'; form-action 'none'";
            return new Frame(policy, css.text(), chartJs.text(), script.text());
        }
    }

    /** What was audited, as text. */
    record Origin(String ds, String against, String table, String run, String at) {
        private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        static Origin of(Subject subject) {
            return new Origin(
                    subject.ds().toString(),
                    subject.against()
                            .map(day -> "against " + day)
                            .orElse("the first day, with nothing to compare with"),
                    subject.table(),
                    subject.run(),
                    MINUTES.format(subject.at()));
        }
    }

    /** What there is to say of two days. */
    record Compared(String against, List<String> changes, List<ChangedRow> items) {
        /** None on the first day, else one. */
        static List<Compared> of(AuditReport report) {
            return report.subject().against().stream()
                    .map(day -> new Compared(
                            day.toString(),
                            report.changes(),
                            report.mostChanged().stream().map(ChangedRow::of).toList()))
                    .toList();
        }
    }

    /**
     * Pictures under one heading.
     *
     * @param more pictures that are shown on demand
     */
    record Section(String id, String heading, String size, List<Chart> charts, List<Chart> more) {
        int moreCount() {
            return more.size();
        }

        boolean empty() {
            return charts.isEmpty() && more.isEmpty();
        }
    }

    static Page of(AuditReport report, List<Trend> history) {
        List<Section> sections = sections(report, history);
        List<Chart> charts = new ArrayList<>();
        sections.forEach(section -> {
            charts.addAll(section.charts());
            charts.addAll(section.more());
        });
        return new Page(
                Frame.OURS,
                Origin.of(report.subject()),
                Summary.of(report),
                Compared.of(report),
                BeforeAfter.of(report.metrics()),
                report.remarks(),
                sections,
                FindingRow.of(report.verdict().findings()),
                MetricGroup.of(report.metrics()),
                ChartJson.of(charts));
    }

    private static List<Section> sections(AuditReport report, List<Trend> history) {
        TrendCharts trends = TrendCharts.of(history);
        List<Chart> kernelAndNorms = Stream.of(
                        TodayCharts.kernelError(report.metrics()), TodayCharts.normQuantiles(report, history))
                .flatMap(Optional::stream)
                .toList();
        List<Chart> histograms = TodayCharts.histograms(report.histograms());
        return List.of(
                        new Section("distributions", "Distributions", "wide", histograms, List.of()),
                        new Section("trends", "Over the days", "small", trends.first(), trends.others()),
                        new Section("theory", "Kernel and norms", "wide", kernelAndNorms, List.of()))
                .stream()
                .filter(section -> !section.empty())
                .toList();
    }
}
