package dev.bochner.audit.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.util.List;

/**
 * The report as one HTML page that needs nothing but itself: it loads nothing, and its own policy forbids it to.
 *
 * <p>Whatever comes from outside (ids, names, messages) is escaped by the template engine, or as JSON by
 * {@link ChartJson}. Only the page's own style and scripts go in as they are, and the policy names their hashes, so that
 * a browser runs no others.
 */
public final class HtmlReport {
    private static final Template TEMPLATE = Mustache.compiler()
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(Asset.named(name + ".mustache").text()))
            .compile(Asset.named("report.mustache").text());

    private HtmlReport() {}

    /**
     * The page.
     *
     * @param history every metric over the published days, today's included; may be empty
     */
    public static String render(AuditReport report, List<Trend> history) {
        return TEMPLATE.execute(Page.of(report, history));
    }
}
