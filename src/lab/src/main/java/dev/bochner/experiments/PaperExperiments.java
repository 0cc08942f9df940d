package dev.bochner.experiments;

import dev.bochner.experiments.item2vec.Figure1;
import dev.bochner.experiments.item2vec.FigureA3;
import dev.bochner.experiments.item2vec.FigureA4;
import dev.bochner.experiments.item2vec.Table1Task1;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.theory.Lemma1;
import dev.bochner.experiments.theory.Proposition2;
import dev.bochner.experiments.theory.Proposition3;
import dev.bochner.experiments.theory.Proposition4;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Lists the experiments that repeat the paper's: those of this jar, and those of other jars on the class path. */
public final class PaperExperiments {
    private static final List<Experiment> OURS = List.of(
            new Proposition2(),
            new Proposition3(),
            new Lemma1(),
            new Proposition4(),
            new Figure1(),
            new Table1Task1(),
            new FigureA3(),
            new FigureA4());

    private PaperExperiments() {}

    /**
     * All experiments, those of this jar first.
     *
     * @throws IllegalStateException if two have one name
     */
    public static List<Experiment> all() {
        return all(PaperExperiments.class.getClassLoader());
    }

    static List<Experiment> all(ClassLoader loader) {
        List<Experiment> all = new ArrayList<>(OURS);
        ServiceLoader.load(Experiment.class, loader).forEach(all::add);
        Set<String> names = new HashSet<>();
        for (Experiment experiment : all) {
            if (!names.add(experiment.name())) {
                throw new IllegalStateException("Two experiments have the name " + experiment.name()
                        + ", the second is " + experiment.getClass().getName());
            }
        }
        return all;
    }
}
