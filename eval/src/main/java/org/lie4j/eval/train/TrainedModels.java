package org.lie4j.eval.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.models.AffineFrameCnn;
import org.lie4j.kernels.models.GroupCnn;
import org.lie4j.kernels.models.ImageClassifier;
import org.lie4j.kernels.models.PlainCnn;
import org.lie4j.kernels.models.ReferenceGroupNetwork;

/** The models by their names on the command line, each with the training that suits it, and those that begin as one of them. */
final class TrainedModels {
    private static final int MOST = 4096;
    private static final Map<String, Entry> ENTRIES = entries();

    private TrainedModels() {}

    /** What a model is, in a few words, and how it is trained. */
    private record Entry(String what, Recipe recipe) {}

    /**
     * A network and how it is trained.
     *
     * @param architecture what it trains
     * @param learningRate the peak of the learning rate
     * @param lastLearningRate where it ends
     * @param warmUp share of the steps over which the learning rate rises to its peak
     * @param weightDecay decoupled weight decay
     * @param batch images in a step
     * @param epochs passes over the training digits that were asked for of this model alone; 0 if none were
     * @param usualEpochs passes if nobody asks for any; 0 for what {@link #usualEpochs} makes of the training set
     * @param augmented whether it is shown affNIST-recipe images in place of the upright ones, others in each epoch
     */
    record Recipe(
            Architecture architecture,
            double learningRate,
            double lastLearningRate,
            double warmUp,
            double weightDecay,
            int batch,
            int epochs,
            int usualEpochs,
            boolean augmented) {
        /** Steps that a training has at least, however few digits there are. */
        private static final int LEAST_STEPS = 1000;

        Recipe(ImageClassifier network, double learningRate, boolean augmented) {
            this(new Architecture.Layers(network), learningRate, 0, 0.05, 0.02, 64, 0, 0, augmented);
        }

        /**
         * Passes over a training set of a given size: few enough for minutes on the embedded digits, more where someone has chosen a
         * large set and waits longer anyway, and on small sets as many as a thousand steps take. The same for all models but the paper's, so that they are compared at the same budget.
         *
         * @param images images in the set
         * @param batches steps in a pass
         */
        int usualEpochs(int images, int batches) {
            if (usualEpochs > 0) {
                return usualEpochs;
            }
            int usual = images < 40_000 ? 6 : 10;
            return Math.max(usual, (LEAST_STEPS + batches - 1) / batches);
        }
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> all = new LinkedHashMap<>();
        all.put("cnn", new Entry("ordinary convolutions: the baseline", new Recipe(PlainCnn.DEFAULT, 2e-3, false)));
        all.put(
                "cnn-augmented",
                new Entry("the same, shown deformed digits in training", new Recipe(PlainCnn.DEFAULT, 2e-3, true)));
        all.put("so2", group("rotations", PlanarGroup.SO2));
        all.put("scale", group("scales", PlanarGroup.SCALE));
        all.put("sl2", group("rotations and shears: SL(2)", PlanarGroup.SL2));
        all.put("gl2", group("rotations, shears and scales: GL+(2)", PlanarGroup.GL2));
        all.put(
                "affine-frame",
                new Entry(
                        "affine moment frame, then a group convolution over the rotations left",
                        new Recipe(AffineFrameCnn.DEFAULT, 3e-3, false)));
        all.put("sl2-paper", paper("SL(2)", PlanarGroup.SL2));
        all.put("gl2-paper", paper("GL+(2)", PlanarGroup.GL2));
        return all;
    }

    /** As section 5.1 of the paper trains it. */
    private static Entry paper(String group, PlanarGroup of) {
        return new Entry(
                "the paper's network over " + group + " at the paper's size: days on a CPU",
                new Recipe(
                        new Architecture.Paper(ReferenceGroupNetwork.of(of)), 2e-4, 1e-7, 0, 5e-3, 128, 0, 50, false));
    }

    private static Entry group(String what, PlanarGroup group) {
        return new Entry(
                "group convolutions over " + what + "; moved in training", new Recipe(GroupCnn.of(group), 5e-3, false));
    }

    /** The names, in the order of tables. */
    static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /** What a model is, in a few words. */
    static String what(String name) {
        return entry(name).what;
    }

    private static Entry entry(String name) {
        Entry entry = ENTRIES.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "unknown model " + name + ", expected one of " + String.join(", ", names()));
        }
        return entry;
    }

    /**
     * A model with its changes.
     *
     * @throws IllegalArgumentException if there is none to begin as, or a change is none that it knows or out of its range
     */
    static Recipe of(ModelSpec spec) {
        Recipe base = entry(spec.from()).recipe;
        if (!spec.isPlain() && ENTRIES.containsKey(spec.name())) {
            throw new IllegalArgumentException("model " + spec.name()
                    + ": expected a name of its own for a model with changes, got that of a model without");
        }
        ModelSettings settings = new ModelSettings(spec);
        double learningRate = settings.number("learning-rate", base.learningRate, 1e-9, 10);
        Recipe recipe = new Recipe(
                architecture(base.architecture, settings),
                learningRate,
                settings.number("last-learning-rate", Math.min(base.lastLearningRate, learningRate), 0, learningRate),
                settings.number("warm-up", base.warmUp, 0, 0.9),
                settings.number("weight-decay", base.weightDecay, 0, 1),
                settings.integer("batch", base.batch, 1, MOST),
                settings.integer(ModelSpec.EPOCHS, 0, 1, MOST),
                base.usualEpochs,
                settings.flag("augmented", base.augmented));
        settings.requireNoOthers();
        return recipe;
    }

    private static Architecture architecture(Architecture base, ModelSettings settings) {
        if (base instanceof Architecture.Layers layers) {
            return new Architecture.Layers(network(layers.classifier(), settings));
        }
        ReferenceGroupNetwork paper = ((Architecture.Paper) base).reference();
        return new Architecture.Paper(new ReferenceGroupNetwork(
                settings.group(paper.group()),
                settings.integer("elements", paper.elements(), 1, 64),
                settings.number("deviation", paper.deviation(), 0, 2),
                settings.integer("channels", paper.channels(), 1, MOST),
                paper.kernels(),
                settings.integer("hidden", paper.hidden(), 1, MOST)));
    }

    private static ImageClassifier network(ImageClassifier base, ModelSettings settings) {
        if (base instanceof PlainCnn plain) {
            int[] channels = settings.channels(plain.first(), plain.second(), plain.third());
            return new PlainCnn(
                    channels[0], channels[1], channels[2], settings.integer("hidden", plain.hidden(), 1, MOST));
        }
        if (base instanceof GroupCnn group) {
            int[] channels = settings.channels(group.first(), group.second(), group.third());
            return new GroupCnn(
                    settings.group(group.group()),
                    settings.integer("elements", group.elements(), 1, 64),
                    degrees(settings, "arc", group.arc(), 0.1),
                    settings.number("deviation", group.deviation(), 0, 2),
                    channels[0],
                    channels[1],
                    channels[2],
                    settings.integer("hidden", group.hidden(), 1, MOST),
                    settings.flag("separable", group.separable()));
        }
        AffineFrameCnn frame = (AffineFrameCnn) base;
        int[] channels = settings.channels(frame.first(), frame.second(), frame.third());
        return new AffineFrameCnn(
                frame.frame(),
                degrees(settings, "turning", frame.turning(), 0),
                settings.number("stretch", frame.stretch(), 0, 0.99),
                settings.number("shift", frame.shift(), 0, 10),
                settings.integer("elements", frame.elements(), 1, 64),
                degrees(settings, "arc", frame.arc(), 0.1),
                channels[0],
                channels[1],
                channels[2],
                settings.integer("hidden", frame.hidden(), 1, MOST));
    }

    /** Files speak in degrees; what is not changed keeps its last bit. */
    private static double degrees(ModelSettings settings, String key, double radians, double least) {
        double degrees = settings.number(key, Double.NaN, least, 180);
        return Double.isNaN(degrees) ? radians : Math.toRadians(degrees);
    }
}
