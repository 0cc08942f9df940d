package dev.bochner.experiments.theory;

import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.theory.Trainings.Order;
import dev.bochner.experiments.theory.Trainings.Setting;
import dev.bochner.experiments.theory.Trainings.View;
import dev.bochner.experiments.theory.WideLimit.Formula;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Proposition 2: as the hidden layer of a one-layer network grows, its output after any number of gradient steps converges
 * to a number, while the hidden layer itself stays random.
 */
public final class Proposition2 implements Experiment {
    private static final int D0 = 8;
    private static final int POINTS = 8;
    private static final long SAMPLES = 11;
    private static final long LOOKED_AT = 12;

    @Override
    public String name() {
        return "proposition-2";
    }

    @Override
    public String description() {
        return "Variance over trainings of a wide network's output, of its hidden layer and of inner products, by width.";
    }

    @Override
    public int runs(Size size) {
        return size == Size.FULL ? 200 : 30;
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        int n = options.choose(16, 32);
        Trainings trainings = new Trainings(
                Samples.drawn(RandomStreams.of(options.seed(), SAMPLES), n, D0),
                Samples.drawn(RandomStreams.of(options.seed(), LOOKED_AT), POINTS, D0),
                options.runs(),
                options.seed());
        List<Integer> widths = options.choose(List.of(16, 64, 256), List.of(16, 32, 64, 128, 256, 512, 1024));
        int steps = options.choose(64, 256);
        List<WidthRow> rows = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            for (Order order : Order.values()) {
                for (int width : widths) {
                    Setting setting = new Setting(activation, width, order);
                    progress.accept("proposition-2: " + options.runs() + " trainings of " + setting);
                    rows.add(row(trainings, setting, steps));
                }
            }
        }
        List<Integer> times = new ArrayList<>(List.of(0));
        for (int time = 1; time <= steps; time *= 2) {
            times.add(time);
        }
        progress.accept("proposition-2: variances as training goes on");
        int width = options.choose(64, 256);
        List<Spread> overTime = trainings.views(new Setting(Activation.RELU, width, Order.SAME), times).stream()
                .map(Spread::of)
                .toList();
        return new Proposition2Report(new Setup(n, D0, POINTS, options.runs(), steps, options.seed()), rows)
                .findings(times, overTime);
    }

    /** Sizes of the simulation. */
    record Setup(int n, int d0, int points, int runs, int steps, long seed) {}

    /**
     * Results for one width.
     *
     * @param distances root mean square distance of the output from the limit by each formula; empty for other
     *     activations than the identity, and where there is no limit
     */
    record WidthRow(Setting setting, Spread spread, Map<Formula, Double> distances) {}

    private static WidthRow row(Trainings trainings, Setting setting, int steps) {
        List<View> views = trainings.views(setting, List.of(steps)).get(0);
        Map<Formula, Double> distances = new EnumMap<>(Formula.class);
        if (setting.activation() == Activation.IDENTITY && setting.order() == Order.SAME) {
            for (Formula formula : Formula.values()) {
                distances.put(formula, distance(trainings, views, limit(trainings, formula, steps)));
            }
        }
        return new WidthRow(setting, Spread.of(views), distances);
    }

    private static WideLimit limit(Trainings trainings, Formula formula, int steps) {
        WideLimit limit = WideLimit.of(formula, D0);
        for (int i : trainings.order(Order.SAME, 0, steps)) {
            limit.step(trainings.samples().x(i), trainings.samples().y(i));
        }
        return limit;
    }

    private static double distance(Trainings trainings, List<View> views, WideLimit limit) {
        double sum = 0;
        for (View view : views) {
            for (int i = 0; i < POINTS; i++) {
                double difference =
                        view.outputs()[i] - limit.output(trainings.points().x(i));
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum / (views.size() * POINTS));
    }
}
