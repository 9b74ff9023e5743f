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
}
