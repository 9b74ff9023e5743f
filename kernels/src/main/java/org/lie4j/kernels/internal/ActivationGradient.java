package org.lie4j.kernels.internal;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;

/** Activation functions and their derivatives, the common one by a short cut; one object for each layer. */
public final class ActivationGradient {
    /** What the derivative is taken from: the layer's output, or {@link #copy}. */
    private INDArray kept;

    private INDArray copy;

    /** Creates one that keeps nothing yet. */
    public ActivationGradient() {}

    /**
     * Keeps what {@link #backward(IActivation, INDArray)} needs of an activation that is about to be applied in place, or, plain ReLU, may have been: ReLU's derivative can be had from its
     * output, the others need what went in. The copy is out of workspaces, and the same array from step to step.
     *
     * @param before the array that the function will overwrite, or, plain ReLU, has overwritten; c-order
     */
    public void keep(IActivation function, INDArray before, boolean training) {
        if (!training || isPlainRelu(function) || function instanceof ActivationIdentity) {
            kept = before;
        } else {
            copy = KeptArrays.fitting(copy, before.dataType(), before.shape());
            copy.assign(before);
            kept = copy;
        }
    }

    /** What the derivative is taken from: of plain ReLU what came out, of other functions what went in. */
    INDArray kept() {
        return kept;
    }

    /** The gradient with respect to what went in at the last {@link #keep}; as below. */
    public INDArray backward(IActivation function, INDArray epsilon) {
        return backward(function, kept, epsilon);
    }

    /**
     * The gradient with respect to what went in, in the current workspace; {@code kept} and {@code epsilon} may be overwritten except for identity and plain ReLU.
     *
     * @param kept what came out of plain ReLU, or what went into another function
     * @param epsilon the gradient with respect to what came out, c-order and contiguous
     */
    public static INDArray backward(IActivation function, INDArray kept, INDArray epsilon) {
        if (function instanceof ActivationIdentity) {
            return epsilon;
        }
        if (isPlainRelu(function)) {
            // The sign of the output is the derivative: two sweeps at the speed of memory, where the backend's own op
            // takes eight times as long.
            INDArray derivative = Nd4j.exec(new Sign(kept, kept.ulike()));
            return derivative.muli(epsilon);
        }
        if (function instanceof ActivationGELU gelu && !gelu.isPrecise()) {
            return gated(kept, 1.702).muli(epsilon);
        }
        if (function instanceof ActivationSwish) {
            return gated(kept, 1).muli(epsilon);
        }
        return function.backprop(kept, epsilon).getFirst();
    }

    /**
     * The derivative of x σ(a x), which is σ (1 + a x (1 - σ)): of the backend's GELU for a = 1.702, of swish for a = 1. The backend's own are NaN in float
     * from a x = 45 on, where the square of exp(a x) overflows.
     */
    private static INDArray gated(INDArray x, double slope) {
        INDArray sigmoid = Nd4j.exec(new Sigmoid(x.mul(slope), x.ulike()));
        INDArray rest = sigmoid.rsub(1).muli(x).muli(slope).addi(1);
        return rest.muli(sigmoid);
    }

    /** Whether it is max(0, x): no cap, no slope below zero. */
    public static boolean isPlainRelu(IActivation function) {
        return function instanceof ActivationReLU relu
                && (relu.getMax() == null || relu.getMax() == 0)
                && (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0)
                && (relu.getThreshold() == null || relu.getThreshold() == 0);
    }
}
