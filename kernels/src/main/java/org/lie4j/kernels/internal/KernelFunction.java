package org.lie4j.kernels.internal;

import java.util.ArrayList;
import java.util.List;
import org.lie4j.kernels.KernelNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A kernel network on a fixed number of points, with its hand-written derivative. Activations are {@code [units, points]}.
 *
 * <p>All arrays are made once, outside of workspaces, and used again in every step. Not thread-safe, as the layer that
 * owns it.
 */
final class KernelFunction {
    private final KernelNetwork network;
    private final double omega;
    private final INDArray coordinates;

    /** What the sine is taken of; from the first pass back on its derivative there. */
    private final List<INDArray> phases = new ArrayList<>();

    private final List<INDArray> activations = new ArrayList<>();
    private final INDArray gradient;
    private final INDArray delta;
    private boolean differentiated;
    private int evaluations;

    KernelFunction(KernelNetwork configuration, DataType type, int features, int points) {
        this.network = configuration;
        this.omega = configuration.getOmega();
        int width = configuration.getWidth();
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            coordinates = Nd4j.createUninitialized(type, features, points);
            for (int i = 0; i < configuration.getDepth(); i++) {
                phases.add(Nd4j.createUninitialized(type, width, points));
                activations.add(Nd4j.createUninitialized(type, width, points));
            }
            gradient = Nd4j.createUninitialized(type, width, points);
            delta = Nd4j.createUninitialized(type, width, points);
        }
    }

    /** The network's input {@code [features, points]}, to be filled by the caller. */
    INDArray coordinates() {
        return coordinates;
    }

    /**
     * Evaluates the network.
     *
     * @param weights hidden weights {@code [width, features]}, {@code [width, width]}, …, then {@code [outputs, width]}
     * @param biases hidden biases {@code [width, 1]}
     * @param out {@code [outputs, points]}, modified
     */
    void forward(List<INDArray> weights, List<INDArray> biases, INDArray out) {
        multiply(weights.get(phases.size()), forwardHidden(weights, biases), out, false, false);
    }

    /**
     * Evaluates all but the last, linear layer.
     *
     * @param weights hidden weights
     * @param biases hidden biases
     * @return the last hidden layer's activations {@code [width, points]}; valid until the next call
     */
    INDArray forwardHidden(List<INDArray> weights, List<INDArray> biases) {
        evaluations++;
        differentiated = false;
        INDArray x = coordinates;
        for (int i = 0; i < phases.size(); i++) {
            INDArray phase = phases.get(i);
            multiply(weights.get(i), x, phase, false, false);
            phase.addiColumnVector(biases.get(i));
            if (network.getKind() == KernelNetwork.Kind.GABOR) {
                wavelets(NativeReals.of(phase), NativeReals.of(activations.get(i)), phase.length());
            } else {
                phase.muli(omega);
                Nd4j.exec(new Sin(phase, activations.get(i)));
            }
            x = activations.get(i);
        }
        return x;
    }

    /**
     * Back-propagates through the last {@link #forward}.
     *
     * @param outGradient gradient of its output {@code [outputs, points]}, not modified
     * @param weights the weights it used
     * @param weightGradients modified: overwritten by the gradients, in the shapes of the weights
     * @param biasGradients modified: overwritten by the gradients
     */
    void backward(
            INDArray outGradient,
            List<INDArray> weights,
            List<INDArray> weightGradients,
            List<INDArray> biasGradients) {
        int last = phases.size();
        INDArray x = last == 0 ? coordinates : activations.get(last - 1);
        multiply(outGradient, x, weightGradients.get(last), false, true);
        if (last > 0) {
            multiply(weights.get(last), outGradient, delta, true, false);
            backwardHidden(weights, weightGradients, biasGradients);
        }
    }

    /** Gives its arrays back. */
    void close() {
        KeptArrays.close(coordinates);
        phases.forEach(KeptArrays::close);
        activations.forEach(KeptArrays::close);
        KeptArrays.close(gradient);
        KeptArrays.close(delta);
    }

    /** How often it was evaluated. */
    int evaluations() {
        return evaluations;
    }

    /** Where the gradient of what {@link #forwardHidden} gave is to be written, for {@link #backwardHidden}. */
    INDArray hiddenGradient() {
        return delta;
    }

    /**
     * Back-propagates {@link #hiddenGradient} through the last {@link #forwardHidden}.
     *
     * @param weights the weights it used
     * @param weightGradients modified: those of the hidden layers are overwritten by the gradients
     * @param biasGradients modified: overwritten by the gradients
     */
    void backwardHidden(List<INDArray> weights, List<INDArray> weightGradients, List<INDArray> biasGradients) {
        for (int i = phases.size() - 1; i >= 0; i--) {
            INDArray phase = phases.get(i);
            boolean sine = network.getKind() != KernelNetwork.Kind.GABOR;
            if (sine && !differentiated) {
                Nd4j.exec(new Cos(phase, phase));
            }
            delta.muli(phase);
            if (sine) {
                delta.muli(omega);
            }
            gradient.assign(delta);
            INDArray x = i == 0 ? coordinates : activations.get(i - 1);
            multiply(gradient, x, weightGradients.get(i), false, true);
            biasGradients.get(i).assign(gradient.sum(true, 1));
            if (i > 0) {
                multiply(weights.get(i), gradient, delta, true, false);
            }
        }
        differentiated = true;
    }

    /** out = cos(ω z) exp(-(s z)²); z becomes the derivative, which is all that is wanted of it afterwards. */
    private void wavelets(NativeReals z, NativeReals out, long length) {
        double square = network.getSpread() * network.getSpread();
        for (int i = 0; i < length; i++) {
            double x = z.get(i);
            double envelope = Math.exp(-square * x * x);
            double cos = Math.cos(omega * x) * envelope;
            out.set(i, cos);
            z.set(i, -omega * Math.sin(omega * x) * envelope - 2 * square * x * cos);
        }
    }

    /** The fast route of this backend: the raw op into a prepared c-order result. */
    static void multiply(INDArray a, INDArray b, INDArray out, boolean transposeA, boolean transposeB) {
        Nd4j.exec(new Mmul(
                a,
                b,
                out,
                org.nd4j.linalg.api.blas.params.MMulTranspose.builder()
                        .transposeA(transposeA)
                        .transposeB(transposeB)
                        .build()));
    }
}
