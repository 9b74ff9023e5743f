package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.joml.Matrix3d;
import org.joml.Matrix4d;
import org.joml.Quaterniond;
import org.joml.Vector3d;
import org.junit.jupiter.api.Test;

class JomlTest {
    @Test
    void matricesActTheSameOnBothSides() {
        double[] a = {1, 2, 3, 4, 5, 6, 7, 8, 10};
        Vector3d image = Joml.toMatrix3d(a, 0).transform(new Vector3d(1, -1, 2));
        assertEquals(1 - 2 + 6, image.x);
        assertEquals(4 - 5 + 12, image.y);
        assertEquals(7 - 8 + 20, image.z);
        assertArrayEquals(a, Joml.fromMatrix(new Matrix3d(Joml.toMatrix3d(a, 0))));
        double[] b = {1, 2, 3, 4};
        assertArrayEquals(b, Joml.fromMatrix(Joml.toMatrix2d(b, 0)));
        assertEquals(2, Joml.toMatrix2d(b, 0).m10());
        double[] c = new double[17];
        for (int i = 0; i < 17; i++) {
            c[i] = i;
        }
        Matrix4d m = Joml.toMatrix4d(c, 1);
        assertEquals(4, m.m30());
        double[] back = Joml.fromMatrix(m);
        assertEquals(4, back[3]);
        assertEquals(13, back[12]);
    }

    @Test
    void quaternionsRotateTheSameWay() {
        for (double angle : new double[] {0, 1e-9, 0.3, 2, Math.PI - 1e-9, 4, 6}) {
            Quaterniond q = new Quaterniond().rotateAxis(angle, 0.48, -0.6, 0.64);
            double[] r = Joml.fromQuaternion(q);
            assertArrayEquals(Joml.fromMatrix(new Matrix3d().rotation(q)), r, 1e-15);
            Quaterniond back = Joml.toQuaternion(r, 0);
            double sign = q.w < 0 ? -1 : 1;
            assertEquals(sign * q.x, back.x, 1e-9);
            assertEquals(sign * q.w, back.w, 1e-9);
            assertArrayEquals(r, Joml.fromQuaternion(back), 1e-14);
        }
        LieGroupContract.assertMessage("not 0", () -> Joml.fromQuaternion(new Quaterniond(0, 0, 0, 0)));
    }

    @Test
    void motionsAreTheSameOnBothSides() {
        double[] g = SE3.INSTANCE.exp(0.3, -0.4, 1.2, 1, 2, 3);
        Matrix4d m = Joml.fromSE3(g, 0);
        Vector3d image = m.transformPosition(Joml.toVector3d(new double[] {0, 5, 6, 7}, 1));
        double[] x = {5, 6, 7};
        SE3.INSTANCE.act(g, 0, x, 0, x, 0, 1);
        double[] y = new double[4];
        Joml.fromVector(image, y, 1);
        assertArrayEquals(new double[] {0, x[0], x[1], x[2]}, y, 1e-14);
        assertArrayEquals(g, Joml.toSE3(m), 1e-15);
        Quaterniond q = Joml.fromSO3(g, 0);
        assertArrayEquals(java.util.Arrays.copyOf(g, 4), Joml.toSO3(q.mul(3)), 1e-15);
        LieGroupContract.assertMessage("orthogonal", () -> Joml.toSE3(new Matrix4d().scale(2, 1, 1)));
        LieGroupContract.assertMessage("not 0", () -> Joml.toSO3(new Quaterniond(0, 0, 0, 0)));
        double[] plane = {1, 2};
        double[] back = new double[2];
        Joml.fromVector(Joml.toVector2d(plane, 0), back, 0);
        assertArrayEquals(plane, back);
    }

    @Test
    void packedArraysAreFilledAtTheirOffsets() {
        double[] a = {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17};
        double[] out = new double[17];
        Joml.fromMatrix(Joml.toMatrix4d(a, 0), out, 1);
        assertArrayEquals(a, java.util.Arrays.copyOfRange(out, 1, 17));
        Joml.fromMatrix(Joml.toMatrix3d(a, 0), out, 2);
        assertEquals(4, out[5]);
        Joml.fromMatrix(Joml.toMatrix2d(a, 0), out, 0);
        assertEquals(2, out[1]);
        assertEquals(3, out[2]);
    }
}
