package org.lie4j.eval.train;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.eval.run.GroupKernels;
import org.lie4j.kernels.LiftingConvolution;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The kernels of a network's lifting convolution, read off its answer to an image with one bright pixel. */
final class LiftingKernels {
    private LiftingKernels() {}

    static Optional<GroupKernels> of(Layer[] layers) {
        for (Layer layer : layers) {
            if (layer.conf().getLayer() instanceof LiftingConvolution lifting
                    && lifting.spatialDimensions() == 2
                    && lifting.getNIn() == 1) {
                return Optional.of(of(layer, lifting));
            }
        }
        return Optional.empty();
    }

    private static GroupKernels of(Layer layer, LiftingConvolution lifting) {
        int k = lifting.getKernelSize();
        int side = 2 * k - 1;
        float[] image = new float[side * side];
        image[(k - 1) * side + k - 1] = 1;
        INDArray answer = layer.activate(
                        Nd4j.create(image, new long[] {1, 1, side, side}), false, LayerWorkspaceMgr.noWorkspaces())
                .dup('c');
        int kernels = (int) answer.size(1);
        int across = (int) answer.size(2);
        float[] all = answer.data().asFloat();
        float[] values = new float[kernels * k * k];
        for (int i = 0; i < kernels; i++) {
            for (int row = 0; row < k; row++) {
                for (int column = 0; column < k; column++) {
                    // Layers correlate: the answer is the kernel, turned by half a turn.
                    int y = lifting.getPadding() + k - 1 - row;
                    int x = lifting.getPadding() + k - 1 - column;
                    values[(i * k + row) * k + column] = all[(i * across + y) * across + x];
                }
            }
        }
        layer.clear();
        double[] elements = lifting.getSampling().elements(lifting.getSampling().draw(false, 0));
        return GroupKernels.of(elements, k, values);
    }
}
