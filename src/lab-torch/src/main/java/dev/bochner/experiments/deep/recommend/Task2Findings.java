package dev.bochner.experiments.deep.recommend;

import dev.bochner.experiments.deep.compare.Gain;
import dev.bochner.experiments.deep.compare.Spread;
import dev.bochner.experiments.deep.recommend.Outcome.Run;
import dev.bochner.experiments.deep.recommend.Ranking.Score;
import dev.bochner.experiments.deep.recommend.Table1Task2.Extent;
import dev.bochner.experiments.deep.recommend.Variant.Paper;
import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.BarChart;
import dev.bochner.experiments.figures.BarChart.Bars;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The findings of table 1, task 2: settings, our results beside the paper's, and verdicts. */
final class Task2Findings {
    private static final int DECIMALS = 2;
    private static final int LOSS_DECIMALS = 3;
    private static final String RECALL = "Recall@5 of 101";

    private final Viewings viewings;
    private final Ranking all;
    private final Ranking drawn;
    private final Extent extent;

    Task2Findings(Viewings viewings, Ranking all, Ranking drawn, Extent extent) {
        this.viewings = viewings;
        this.all = all;
        this.drawn = drawn;
        this.extent = extent;
    }

    Findings of(List<Outcome> outcomes) {
        return Findings.titled("Table 1, task 2: recommending the next film from its words")
                .say(chosen(outcomes.get(0).runs().size()))
                .show(scores(outcomes))
                .say(untold())
                .show(chart(outcomes))
                .show(staleness(outcomes))
                .show(trainings(outcomes))
                .judge(verdicts(outcomes))
                .say(ratios(find(outcomes, Variant.H)))
                .build();
    }

    private String chosen(int runs) {
        return String.format(
                Locale.ROOT,
                "%d users, %d films, %d viewings to learn from; the last film of each user is to be found. Doc2vec of title,"
                        + " year and genres: distributed bag of words, %d negatives, d = %d, %d epochs, each run trained anew."
                        + " Two towers with a GRU, at most %d epochs, each run with other first weights. %d runs: mean"
                        + " (standard deviation), per cent. phi has sigma = 1 and takes h at unit length; h goes in as it is"
                        + " trained.",
                viewings.users(),
                viewings.films().size(),
                viewings.historyLength(),
                3,
                Table1Task2.D,
                extent.wordEpochs(),
                extent.pace().epochs(),
                runs);
    }

    private Table scores(List<Outcome> outcomes) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.of(outcome.variant().name()),
                    Cell.of(outcome.variant().columns()),
                    cell(outcome, Run::all, Score::recall),
                    cell(outcome, Run::all, Score::ndcg),
                    cell(outcome, Run::drawn, Score::recall),
                    cell(outcome, Run::drawn, Score::ndcg)));
            row.addAll(published(outcome.variant()));
            rows.add(row);
        }
        rows.add(reference("by popularity", all.of(popular()), drawn.of(popular())));
        rows.add(reference("at random", all.chance(), drawn.chance()));
        return new Table(
                "table-1-task-2",
                "Recall@5 and NDCG@5, the film among all and among a hundred drawn ones:",
                List.of(
                        "films by",
                        "columns",
                        "Recall@5 of all",
                        "NDCG@5 of all",
                        "Recall@5 of 101",
                        "NDCG@5 of 101",
                        "paper's Recall@5",
                        "paper's NDCG@5"),
                rows);
    }

    private Recommender popular() {
        return Recommender.popularity(viewings);
    }

    private static Cell cell(Outcome outcome, Function<Run, Score> ranking, Function<Score, Double> figure) {
        return Cell.percent(outcome.of(run -> figure.apply(ranking.apply(run))), DECIMALS);
    }

    private static List<Cell> published(Variant variant) {
        return variant.paper()
                .map(paper ->
                        List.of(published(paper.recall(), paper.recallSd()), published(paper.ndcg(), paper.ndcgSd())))
                .orElse(List.of(Cell.none(), Cell.none()));
    }

    private static Cell published(double mean, double sd) {
        return Double.isNaN(sd) ? Cell.fixed(mean, DECIMALS) : Cell.estimate(new Estimate(mean, sd, 10), DECIMALS);
    }

    private static List<Cell> reference(String name, Score all, Score drawn) {
        return List.of(
                Cell.of(name),
                Cell.none(),
                Cell.fixed(100 * all.recall(), DECIMALS),
                Cell.fixed(100 * all.ndcg(), DECIMALS),
                Cell.fixed(100 * drawn.recall(), DECIMALS),
                Cell.fixed(100 * drawn.ndcg(), DECIMALS),
                Cell.none(),
                Cell.none());
    }

    private static String untold() {
        return "The paper does not tell among which films the one is sought. All films that the user has not seen is what a"
                + " recommender faces; a hundred drawn ones, the same for every row, is what comes near the paper's figures."
                + " Section 6 of the paper embeds films by a bidirectional recurrent network, appendix F.2 by Doc2vec: the"
                + " rows of the RNN are the other reading, where each film's words are to be told from the network's last"
                + " state.";
    }

    private static Chart chart(List<Outcome> outcomes) {
        List<String> names =
                outcomes.stream().map(outcome -> outcome.variant().name()).toList();
        List<Estimate> fresh = outcomes.stream()
                .map(outcome -> outcome.of(run -> run.drawn().recall()).times(100))
                .toList();
        List<Estimate> stale =
                outcomes.stream().map(outcome -> outcome.stale().times(100)).toList();
        return new BarChart(
                "table-1-task-2",
                "The last film among the first five of 101",
                Axis.linear("Recall@5, %"),
                names,
                List.of(
                        new Bars("network trained on these films", fresh),
                        new Bars("network of the training before", stale)));
    }

    private Table staleness(List<Outcome> outcomes) {
        List<List<Cell>> rows = outcomes.stream()
                .filter(outcome -> outcome.stale().n() > 0)
                .map(outcome -> List.of(
                        Cell.of(outcome.variant().name()),
                        Cell.percent(outcome.of(run -> run.drawn().recall()), DECIMALS),
                        Cell.percent(outcome.stale(), DECIMALS)))
                .toList();
        return new Table(
                "table-1-task-2-stale",
                "Not in the paper: the network stays, the films are embedded anew (Recall@5 of 101):",
                List.of("films by", "network trained on these films", "network of the training before"),
                rows);
    }

    private Table trainings(List<Outcome> outcomes) {
        List<List<Cell>> rows = outcomes.stream()
                .map(outcome -> List.of(
                        Cell.of(outcome.variant().name()),
                        Cell.estimate(outcome.of(Run::epochs), 1),
                        Cell.estimate(outcome.of(Run::loss), LOSS_DECIMALS)))
                .toList();
        return new Table(
                "table-1-task-2-trainings",
                "How long the networks learnt, at most " + extent.pace().epochs()
                        + " epochs, and the loss of the last one; 1.386 is the loss of who cannot tell films apart:",
                List.of("films by", "epochs", "loss"),
                rows);
    }

    private Verdict[] verdicts(List<Outcome> outcomes) {
        Outcome h = find(outcomes, Variant.H);
        Outcome phi = find(outcomes, Variant.PHI_32);
        double popular = 100 * drawn.of(popular()).recall();
        double best = outcomes.stream()
                .mapToDouble(
                        outcome -> 100 * outcome.of(run -> run.drawn().recall()).mean())
                .max()
                .orElse(Double.NaN);
        return new Verdict[] {
            steadier(h, phi),
            gain(outcomes, Variant.PHI_32, Variant.H).verdict("phi with 32 columns outperforms h", RECALL),
            gain(outcomes, Variant.PHI_64, Variant.PHI_32).verdict("phi gains by more columns", RECALL),
            gain(outcomes, Variant.AVERAGE, Variant.H).verdict("avg(h) outperforms h", RECALL),
            gain(outcomes, Variant.RUNNING_MEAN_32, Variant.PHI_32).verdict("phi gains by a running mean", RECALL),
            trainingsOwn(h, find(outcomes, Variant.H_AGAIN)),
            Verdict.of(
                    "Words of a film are worth more than its popularity",
                    best > popular,
                    String.format(
                            Locale.ROOT, "Best row %.2f, popularity %.2f, Recall@5 of 101 in per cent", best, popular))
        };
    }

    private static Outcome find(List<Outcome> outcomes, Variant variant) {
        return outcomes.stream()
                .filter(outcome -> outcome.variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    private static Gain gain(List<Outcome> outcomes, Variant one, Variant other) {
        return Gain.of(
                find(outcomes, one).values(run -> run.drawn().recall()),
                find(outcomes, other).values(run -> run.drawn().recall()));
    }

    private static Verdict steadier(Outcome h, Outcome phi) {
        Spread spread = Spread.of(
                h.of(run -> run.drawn().recall()), phi.of(run -> run.drawn().recall()));
        return new Verdict(
                "phi with 32 columns is at least ten times as stable as h",
                spread.atLeast(10),
                "The deviation of Recall@5 of 101 is " + spread + " times as large on h");
    }

    private static Verdict trainingsOwn(Outcome h, Outcome again) {
        Spread spread = Spread.of(
                h.of(run -> run.drawn().recall()), again.of(run -> run.drawn().recall()));
        return new Verdict(
                "The embeddings are what makes results on h vary",
                spread.atLeast(1),
                "The deviation is " + spread
                        + " times that of networks which learn from the same embeddings and differ in their first weights"
                        + " alone");
    }

    private static String ratios(Outcome h) {
        double atRandom = 0;
        for (int rank = 1; rank <= 5; rank++) {
            atRandom += Math.log(2) / Math.log(rank + 1) / 5;
        }
        StringBuilder ratios = new StringBuilder();
        for (Variant variant : List.of(Variant.H, Variant.AVERAGE, Variant.PHI_32, Variant.PHI_64)) {
            Paper paper = variant.paper().orElseThrow();
            ratios.append(ratios.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.2f", paper.ndcg() / paper.recall()));
        }
        return String.format(
                Locale.ROOT,
                "A remark on the paper's figures: NDCG@5 is %s of Recall@5 in its rows. A film found on the ranks 1 to 5 with"
                        + " equal probability gives %.2f, and a recommender whose hits become no more frequent down the ranks"
                        + " cannot give less. Ours on h is %.2f.",
                ratios,
                atRandom,
                h.of(run -> run.drawn().ndcg()).mean()
                        / h.of(run -> run.drawn().recall()).mean());
    }
}
