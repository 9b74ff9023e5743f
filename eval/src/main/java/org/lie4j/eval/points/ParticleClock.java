package org.lie4j.eval.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.eval.train.Steps;

/**
 * How long steps of networks take. They are timed in turns, so that whatever else the machine does falls on all of them alike: from an equal time follow
 * numbers of steps, and with them the schedule of the learning rate, before the first of them.
 */
final class ParticleClock {
    private static final int ROUNDS = 7;
    private static final int STEPS = 10;
    private static final int WARM_UP = 30;

    private ParticleClock() {}

    /** Seconds of a step, the median over rounds, by the names of the networks. */
    static Map<String, Double> secondsPerStep(
            List<ParticleModel> models, ParticleSystems systems, ParticleTrainer.Settings settings) {
        List<Steps.Epoch> steps = new ArrayList<>();
        for (ParticleModel model : models) {
            ComputationGraph network = ParticleTrainer.start(model, systems, settings, ROUNDS * STEPS, 1);
            Steps timed = ParticleTrainer.steps(network, model, systems, settings, 1);
            int[] order = IntStream.range(0, (WARM_UP + ROUNDS * STEPS) * timed.batch())
                    .map(i -> i % systems.count())
                    .toArray();
            steps.add(timed.open(1, order));
        }
        steps.forEach(s -> time(s, WARM_UP));
        double[][] seconds = new double[models.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int m = 0; m < models.size(); m++) {
                seconds[m][round] = time(steps.get(m), STEPS);
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        for (int m = 0; m < models.size(); m++) {
            Arrays.sort(seconds[m]);
            medians.put(models.get(m).word(), seconds[m][ROUNDS / 2]);
        }
        return medians;
    }

    private static double time(Steps.Epoch steps, int count) {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            steps.step();
        }
        return (System.nanoTime() - begin) / 1e9 / count;
    }
}
