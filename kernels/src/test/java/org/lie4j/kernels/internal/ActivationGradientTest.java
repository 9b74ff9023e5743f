package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationGradientTest {
    private static final double[] POINTS = {-300, -60, -26, -3, -0.7, 0, 0.2, 1.3, 5, 26, 60, 300};

    private static double value(IActivation function, double x) {
        INDArray value = Nd4j.createFromArray(x).castTo(DataType.DOUBLE);
        return function.getActivation(value, true).getDouble(0);
    }

    @Test
    void gatedFunctionsHaveTheDerivativeOfWhatIsComputedAndFiniteFarOut() {
        for (IActivation function : new IActivation[] {new ActivationGELU(), new ActivationSwish()}) {
            for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
                INDArray x = Nd4j.createFromArray(POINTS).castTo(type);
                INDArray gradient =
                        ActivationGradient.backward(function, x, x.ulike().assign(2));
                for (int i = 0; i < POINTS.length; i++) {
                    double step = 1e-5;
                    double expected = (value(function, POINTS[i] + step) - value(function, POINTS[i] - step)) / step;
                    double tolerance = type == DataType.FLOAT ? 1e-5 : 1e-8;
                    assertEquals(expected, gradient.getDouble(i), tolerance, function + " at " + POINTS[i]);
                }
            }
        }
    }
}
