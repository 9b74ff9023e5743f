package org.lie4j.groups;

import org.lie4j.groups.internal.SmallMatrices;

/** The charts that {@link Chart} makes. */
final class Charts {
    private Charts() {}

    record Exponential(LieGroup group) implements Chart {
        Exponential {
            java.util.Objects.requireNonNull(group, "group");
        }

        @Override
        public void toElements(double[] xi, int xiOff, double[] g, int gOff, int count) {
            group.exp(xi, xiOff, g, gOff, count);
        }

        @Override
        public void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
            group.log(g, gOff, xi, xiOff, count);
        }

        @Override
        public double leftHaarDensity(double[] xi, int xiOff) {
            int d = dimension();
            double[] jacobian = new double[d * d];
            group.rightJacobian(xi, xiOff, jacobian, 0);
            return Math.abs(SmallMatrices.determinant(d, jacobian, 0));
        }

        @Override
        public double rightHaarDensity(double[] xi, int xiOff) {
            int d = dimension();
            double[] jacobian = new double[d * d];
            group.leftJacobian(xi, xiOff, jacobian, 0);
            return Math.abs(SmallMatrices.determinant(d, jacobian, 0));
        }
    }

    record Polar(CartanGroup group) implements Chart {
        Polar {
            java.util.Objects.requireNonNull(group, "group");
        }

        @Override
        public void toElements(double[] xi, int xiOff, double[] g, int gOff, int count) {
            group.fromCoordinates(xi, xiOff, g, gOff, count);
        }

        @Override
        public void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
            group.coordinates(g, gOff, xi, xiOff, count);
        }

        @Override
        public double leftHaarDensity(double[] xi, int xiOff) {
            return group.haarDensity(xi, xiOff);
        }

        @Override
        public double rightHaarDensity(double[] xi, int xiOff) {
            return group.haarDensity(xi, xiOff);
        }
    }

    record Affine(AffineGroup group, Chart linear) implements Chart {
        Affine {
            if (!linear.group().equals(group.linearGroup())) {
                throw new IllegalArgumentException("chart: expected one of "
                        + group.linearGroup().name() + ", got one of "
                        + linear.group().name());
            }
        }

        @Override
        public void toElements(double[] xi, int xiOff, double[] g, int gOff, int count) {
            int n = group.pointDimension();
            double[] h = new double[n * n];
            double[] t = new double[n];
            for (int i = 0; i < count; i++) {
                int x = xiOff + i * dimension();
                linear.toElements(xi, x, h, 0, 1);
                System.arraycopy(xi, x + linear.dimension(), t, 0, n);
                group.set(h, t, g, gOff + i * group.elementLength());
            }
        }

        @Override
        public void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
            int n = group.pointDimension();
            double[] h = new double[n * n];
            for (int i = 0; i < count; i++) {
                int x = xiOff + i * dimension();
                int p = gOff + i * group.elementLength();
                group.linear(g, p, h, 0);
                double[] t = new double[n];
                for (int k = 0; k < n; k++) {
                    t[k] = g[p + k * (n + 1) + n];
                }
                linear.toCoordinates(h, 0, xi, x, 1);
                System.arraycopy(t, 0, xi, x + linear.dimension(), n);
            }
        }

        @Override
        public double leftHaarDensity(double[] xi, int xiOff) {
            int n = group.pointDimension();
            double[] h = new double[n * n];
            linear.toElements(xi, xiOff, h, 0, 1);
            return linear.leftHaarDensity(xi, xiOff) / Math.abs(SmallMatrices.determinant(n, h, 0));
        }
    }
}
