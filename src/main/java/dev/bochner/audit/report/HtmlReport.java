package dev.bochner.audit.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.List;
import java.util.Map;

/**
 * The report as one HTML page that needs nothing but itself: it loads nothing, and its own policy forbids it to.
 *
 * <p>Whatever comes from outside (ids, names, messages) is escaped by the template engine, or as JSON by
 * a serialiser; only the page's own style and scripts go in as they are, and the policy names their hashes, so that
 * a browser would run no other.
 */
public final class HtmlReport {
    private static final Template TEMPLATE = Mustache.compiler()
            .strictSections(true)
            .emptyStringIsFalse(true)
            .compile(Asset.named("report.mustache").text());

    private HtmlReport() {}

    /**
     * The page.
     *
     * @param history every metric over the published days, today included; may be empty
     */
    public static String render(AuditReport report, List<Trend> history) {
        return TEMPLATE.execute(Map.of(
                "title", "Audit of " + report.subject().ds(),
                "days",
                        history.stream()
                                .mapToInt(trend -> trend.points().size())
                                .max()
                                .orElse(0),
                "findings", report.verdict().findings()));
    }
}
