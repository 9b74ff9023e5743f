package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejml.data.DMatrix3;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.fixed.CommonOps_DDF3;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class EjmlTest {
    @Test
    void everySizeGoesThereAndBack() {
        double[] packed = new double[40];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = i;
        }
        assertEquals(3 + 7, Ejml.toMatrix(5, packed, 3).get(1, 2));
        assertArrayEquals(new double[] {3, 4, 5, 6}, Ejml.fromMatrix(Ejml.toMatrix2x2(packed, 3)));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, Ejml.fromMatrix(Ejml.toMatrix3x3(packed, 1)));
        double[] back = new double[17];
        Ejml.fromMatrix(Ejml.toMatrix4x4(packed, 2), back, 1);
        assertEquals(2, back[1]);
        assertEquals(17, back[16]);
        assertEquals(0, back[0]);
        Ejml.fromMatrix(Ejml.toMatrix(4, packed, 2), back, 1);
        assertEquals(8, back[7]);
    }

    @Test
    void matricesActTheSameOnBothSides() {
        double[] r = SO.of(3).exp(0.3, -1, 0.5);
        double[] x = {1, 2, -1};
        double[] image = new double[3];
        SO.of(3).act(r, 0, x, 0, image, 0, 1);
        DMatrix3 y = new DMatrix3();
        CommonOps_DDF3.mult(Ejml.toMatrix3x3(r, 0), new DMatrix3(1, 2, -1), y);
        assertEquals(image[0], y.a1, 1e-15);
        assertEquals(image[2], y.a3, 1e-15);
        DMatrixRMaj z = new DMatrixRMaj(3, 1);
        CommonOps_DDRM.mult(Ejml.toMatrix(3, r, 0), new DMatrixRMaj(3, 1, true, x), z);
        assertArrayEquals(image, z.data, 1e-15);
    }

    @Test
    void nothingIsShared() {
        double[] a = {1, 2, 3, 4};
        DMatrixRMaj m = Ejml.toMatrix(2, a, 0);
        m.set(0, 0, 9);
        assertEquals(1, a[0]);
        double[] b = Ejml.fromMatrix(m);
        b[1] = 7;
        assertEquals(2, m.get(0, 1));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        LieGroupContract.assertMessage("got an array of 4", () -> Ejml.toMatrix3x3(new double[4], 0));
        LieGroupContract.assertMessage("got null", () -> Ejml.toMatrix(2, null, 0));
        LieGroupContract.assertMessage("square matrix, got 2x3", () -> Ejml.fromMatrix(new DMatrixRMaj(2, 3)));
        LieGroupContract.assertMessage(
                "from index 1, got an array of 4", () -> Ejml.fromMatrix(new DMatrixRMaj(2, 2), new double[4], 1));
    }
}
