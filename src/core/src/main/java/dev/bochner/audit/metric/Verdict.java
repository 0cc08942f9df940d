package dev.bochner.audit.metric;

import java.util.List;

/**
 * Whether today's refresh may be seen.
 *
 * @param findings of all constraints that had something to judge
 */
public record Verdict(List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** The verdict of some constraints on some metrics. */
    public static Verdict of(List<Constraint> constraints, List<Metric> metrics) {
        return new Verdict(constraints.stream()
                .flatMap(constraint -> constraint.judge(metrics).stream())
                .toList());
    }

    /** The worst of all findings; PASS if there are none. */
    public Level level() {
        return findings.stream().map(Finding::level).reduce(Level.PASS, Level::or);
    }

    /** Messages of all findings of a level. */
    public List<String> messages(Level level) {
        return findings.stream()
                .filter(finding -> finding.level() == level)
                .map(Finding::message)
                .toList();
    }
}
