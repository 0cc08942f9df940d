package dev.bochner.audit;

import dev.bochner.audit.drift.MomentMeasures;
import dev.bochner.audit.drift.Neighbours;
import dev.bochner.audit.drift.PhiMeasures;
import dev.bochner.audit.drift.Rotation;
import dev.bochner.audit.drift.SampleMeasures;
import dev.bochner.audit.drift.SampledPairs;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Metric.Precision;
import dev.bochner.audit.report.AuditReport.ChangedItem;
import dev.bochner.audit.scan.Changed;
import dev.bochner.audit.scan.DayScan;
import dev.bochner.audit.scan.DaySketch;
import dev.bochner.audit.scan.PairScan;
import dev.bochner.audit.scan.PairSketch;
import dev.bochner.audit.scan.Segment;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.tasks.JobNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;

/** Today beside an earlier day: all that needs both. */
final class Comparison {
    private static final int MOST_CHANGED = 20;
    private static final int NEIGHBOURS = 5;

    /** Fewer common items in the pool give no rotation worth the name. */
    private static final int FEWEST = 2;

    private final SparkSession spark;
    private final Days days;
    private final DayScan.ScanSettings lens;
    private final AuditOptions options;
    private final AuditFindings evidence;

    /**
     * The two days.
     *
     * @param jobGroup under which Spark shows the jobs
     * @param sketch of today
     * @param specs of the features to compare that are made of the embeddings as they are delivered
     * @param stabilised the others
     */
    record Days(
            String jobGroup,
            EmbeddingSnapshot today,
            DaySketch sketch,
            EmbeddingSnapshot before,
            List<FeatureSpec> specs,
            List<StabilisedPair> stabilised) {
        /** Length of an embedding of the day before; it differs from today's where landmarks bridge a change. */
        int dBefore(int d) {
            return stabilised.stream()
                    .mapToInt(pair -> pair.before().transform().rows())
                    .findFirst()
                    .orElse(d);
        }
    }

    Comparison(SparkSession spark, Days days, DayScan.ScanSettings lens, AuditOptions options, AuditFindings evidence) {
        this.spark = spark;
        this.days = days;
        this.lens = lens;
        this.options = options;
        this.evidence = evidence;
    }

    void run() {
        named("audit: scan the day before");
        int dBefore = days.dBefore(lens.d());
        DaySketch dayBefore = DayScan.run(
                days.before(),
                new DayScan.ScanSettings(dBefore, lens.normalisation(), lens.poolSize(), Optional.empty()),
                List.of());
        if (dBefore == lens.d()) {
            delivered(dayBefore);
        } else {
            evidence.remark("Embeddings had " + dBefore + " dimensions the day before and have " + lens.d()
                    + " today: only what the stabiliser made of them is compared");
        }
        for (StabilisedPair pair : days.stabilised()) {
            new StabilisedComparison(pair, evidence).run(days.sketch().pool(), dayBefore.pool());
        }
    }

    private void delivered(DaySketch dayBefore) {
        SampledPairs sample = Samples.pairs(Samples.both(days.sketch().pool(), dayBefore.pool()), lens.normalisation());
        named("audit: compare the days");
        PairSketch pairs = PairScan.run(days.today(), days.before(), lens, search(sample));
        evidence.metrics(Coverage.between(
                days.sketch(),
                dayBefore,
                new Coverage.Counts(pairs.all().cosines().total(), pairs.onlyToday(), pairs.onlyBefore()),
                precision(pairs.all().cosines().total() + pairs.onlyToday() + pairs.onlyBefore())));
        if (sample.size() < FEWEST) {
            evidence.remark("The days have " + pairs.all().cosines().total()
                    + " items in common, too few to compare embeddings of");
            return;
        }
        drift(pairs, sample);
        evidence.metrics(SampleMeasures.of(sample));
        for (FeatureSpec spec : days.specs()) {
            evidence.metrics(PhiMeasures.of(sample, FeatureMap.of(spec)));
        }
        evidence.mostChanged(mostChanged(pairs.mostChanged(), sample));
    }

    private PairScan.Search search(SampledPairs sample) {
        Rotation rotation = sample.size() < FEWEST ? Rotation.none(lens.d()) : Rotation.of(sample);
        double headAtLeast =
                days.sketch().weights().quantile(1 - options.headFraction()).orElse(0);
        return new PairScan.Search(options.fraction(), rotation, MOST_CHANGED, headAtLeast);
    }

    private void drift(PairSketch pairs, SampledPairs sample) {
        List<Metric> metrics = new ArrayList<>();
        if (MomentMeasures.isFeasible(lens.d())) {
            metrics.addAll(MomentMeasures.of(pairs.moments()));
        } else {
            pairs.all()
                    .coordinateVariance()
                    .ifPresent(variance -> metrics.add(Metric.exact(
                            Measure.H_COORDINATE_VARIANCE,
                            variance,
                            pairs.all().cosines().total())));
            estimatedOnTheSample(sample);
        }
        metrics.addAll(Coverage.quantiles(Measure.H_ELEMENT_VARIANCE, pairs.elementVariances()));
        metrics.addAll(segment(pairs.all(), ""));
        metrics.addAll(segment(pairs.head(), "head"));
        metrics.addAll(segment(pairs.tail(), "tail"));
        pairs.newNorms()
                .quantile(0.5)
                .ifPresent(median -> metrics.add(
                        Metric.exact(Measure.NORM, median, pairs.newNorms().total())
                                .part("p50 of new items")));
        pairs.all()
                .cosines()
                .quantile(0.05)
                .ifPresent(worst -> metrics.add(Metric.exact(
                        Measure.H_ALIGNED_COSINE_P05,
                        worst,
                        pairs.all().cosines().total())));
        evidence.metrics(metrics.stream().map(this::estimatedWhereSampled).toList());
        remarkOnWhatHasNoValue();
        evidence.histogram(
                "Variance of one number of one item's embedding between the days",
                pairs.elementVariances().between(0.001, 0.9999, 1));
        evidence.histogram(
                "Cosine of an item's two embeddings, rotation taken out",
                pairs.all().cosines().bins());
    }

    /** What follows from the moments, where there are too many dimensions for them. */
    private void estimatedOnTheSample(SampledPairs sample) {
        List<Metric> estimates = MomentMeasures.of(sample).stream()
                .filter(metric -> metric.measure() != Measure.H_COORDINATE_VARIANCE)
                .toList();
        evidence.metrics(estimates);
        estimates.stream()
                .findFirst()
                .ifPresent(metric -> evidence.remark("Embeddings have " + lens.d()
                        + " dimensions: measures of all pairs of dimensions are estimated on "
                        + metric.precision().items()
                        + " sampled items, and the spaces that the two days span are not compared"));
    }

    private static List<Metric> segment(Segment segment, String name) {
        List<Metric> metrics = new ArrayList<>();
        long items = segment.cosines().total();
        OptionalDouble cosine = segment.cosines().mean();
        cosine.ifPresent(mean ->
                metrics.add(Metric.exact(Measure.H_ALIGNED_COSINE, mean, items).part(name)));
        if (!name.isEmpty()) {
            segment.coordinateVariance()
                    .ifPresent(variance -> metrics.add(Metric.exact(Measure.H_COORDINATE_VARIANCE, variance, items)
                            .part(name)));
        }
        return metrics;
    }

    private void remarkOnWhatHasNoValue() {
        String constant = !evidence.has(Measure.H_PROCRUSTES_RESIDUAL)
                ? "on either day"
                : evidence.has(Measure.EFFECTIVE_RANK) ? "the day before" : "today";
        if (!evidence.has(Measure.H_CKA)) {
            evidence.remark("The embeddings of the items of both days do not differ between items " + constant
                    + ": measures that divide by their variance, such as CKA, have no value");
        }
    }

    private Metric estimatedWhereSampled(Metric metric) {
        return new Metric(
                metric.measure(),
                metric.version(),
                metric.part(),
                metric.value(),
                precision(metric.precision().items()));
    }

    private Precision precision(long items) {
        return options.fraction() >= 1 ? Precision.exact(items) : Precision.sampled(items, 0);
    }

    private static List<ChangedItem> mostChanged(List<Changed> changed, SampledPairs sample) {
        Neighbours today = sample.neighboursToday();
        Neighbours before = sample.neighboursBefore();
        return changed.stream()
                .map(item -> new ChangedItem(
                        item.id(),
                        item.cosine(),
                        before.nearest(item.before(), NEIGHBOURS, item.id()),
                        today.nearest(item.today(), NEIGHBOURS, item.id())))
                .toList();
    }

    private void named(String what) {
        JobNames.set(spark, days.jobGroup(), what);
    }
}
