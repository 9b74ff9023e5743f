package org.lie4j.groups;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;

/**
 * A group whose batch operations are shared out among the threads of a pool when the batch is large. Results are those of the group itself to
 * the last bit; single elements and small batches stay on the caller's thread.
 *
 * <p>Batches are cut into pieces of at least {@link #grain} elements. A group of the caller's own must be safe to use from several threads; those of this
 * library are.
 */
public final class ParallelGroup implements LieGroup {
    private final LieGroup group;
    private final ForkJoinPool pool;
    private final int grain;

    private ParallelGroup(LieGroup group, ForkJoinPool pool, int grain) {
        this.group = group;
        this.pool = pool;
        this.grain = grain;
    }

    /**
     * With the common pool and pieces of 4,096 elements, which take some 50 µs: less would not pay for the hand-over.
     *
     * @param group the group
     * @return the same group, in parallel
     */
    public static ParallelGroup of(LieGroup group) {
        return of(group, ForkJoinPool.commonPool(), 4096);
    }

    /**
     * With a pool and a piece of the caller's choice.
     *
     * @param group the group
     * @param pool where to run
     * @param grain smallest number of elements in a piece, at least 1
     * @return the same group, in parallel
     * @throws IllegalArgumentException if the grain is less than 1
     */
    public static ParallelGroup of(LieGroup group, ForkJoinPool pool, int grain) {
        if (grain < 1) {
            throw new IllegalArgumentException("grain: expected at least 1, got " + grain);
        }
        return new ParallelGroup(group, pool, grain);
    }

    /**
     * The smallest piece.
     *
     * @return number of elements, at least 1
     */
    public int grain() {
        return grain;
    }

    private interface Range {
        void run(int from, int count);
    }

    private static final class Task extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Range range;
        private final int from;
        private final int count;
        private final int grain;

        Task(Range range, int from, int count, int grain) {
            this.range = range;
            this.from = from;
            this.count = count;
            this.grain = grain;
        }

        @Override
        protected void compute() {
            if (count < 2 * grain) {
                range.run(from, count);
            } else {
                int half = count / 2;
                invokeAll(new Task(range, from, half, grain), new Task(range, from + half, count - half, grain));
            }
        }
    }

    private void share(int count, Range range) {
        if (count < 2 * grain) {
            range.run(0, count);
        } else {
            pool.invoke(new Task(range, 0, count, grain));
        }
    }

    @Override
    public void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        int l = elementLength();
        share(count, (from, n) -> group.compose(a, aOff + from * l, b, bOff + from * l, out, outOff + from * l, n));
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        int l = elementLength();
        share(count, (from, n) -> group.inverse(a, aOff + from * l, out, outOff + from * l, n));
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        int l = elementLength();
        int d = dimension();
        share(count, (from, n) -> group.exp(xi, xiOff + from * d, out, outOff + from * l, n));
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        int l = elementLength();
        int d = dimension();
        share(count, (from, n) -> group.log(a, aOff + from * l, xi, xiOff + from * d, n));
    }

    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        int d = pointDimension();
        share(count, (from, n) -> group.act(g, gOff, x, xOff + from * d, out, outOff + from * d, n));
    }

    @Override
    public void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        int l = elementLength();
        int m = matrixSize() * matrixSize();
        share(count, (from, n) -> group.toMatrix(g, gOff + from * l, out, outOff + from * m, n));
    }

    @Override
    public void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        int l = elementLength();
        int m = matrixSize() * matrixSize();
        share(count, (from, n) -> group.fromMatrix(matrix, matrixOff + from * m, out, outOff + from * l, n));
    }

    @Override
    public void actOnVectors(double[] g, int gOff, double[] v, int vOff, double[] out, int outOff, int count) {
        int d = pointDimension();
        share(count, (from, n) -> group.actOnVectors(g, gOff, v, vOff + from * d, out, outOff + from * d, n));
    }

    @Override
    public void actOnCovectors(double[] g, int gOff, double[] p, int pOff, double[] out, int outOff, int count) {
        int d = pointDimension();
        share(count, (from, n) -> group.actOnCovectors(g, gOff, p, pOff + from * d, out, outOff + from * d, n));
    }

    @Override
    public void actOnSymmetric(double[] g, int gOff, double[] s, int sOff, double[] out, int outOff, int count) {
        int d = pointDimension() * pointDimension();
        share(count, (from, n) -> group.actOnSymmetric(g, gOff, s, sOff + from * d, out, outOff + from * d, n));
    }

    @Override
    public String name() {
        return group.name();
    }

    @Override
    public int dimension() {
        return group.dimension();
    }

    @Override
    public int matrixSize() {
        return group.matrixSize();
    }

    @Override
    public int pointDimension() {
        return group.pointDimension();
    }

    @Override
    public int elementLength() {
        return group.elementLength();
    }

    @Override
    public void identity(double[] out, int outOff) {
        group.identity(out, outOff);
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        group.hat(xi, xiOff, out, outOff);
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        group.vee(matrix, matrixOff, xi, xiOff);
    }

    @Override
    public void adjoint(double[] g, int gOff, double[] out, int outOff) {
        group.adjoint(g, gOff, out, outOff);
    }

    @Override
    public void smallAdjoint(double[] xi, int xiOff, double[] out, int outOff) {
        group.smallAdjoint(xi, xiOff, out, outOff);
    }

    @Override
    public void leftJacobian(double[] xi, int xiOff, double[] out, int outOff) {
        group.leftJacobian(xi, xiOff, out, outOff);
    }

    @Override
    public void leftJacobianInverse(double[] xi, int xiOff, double[] out, int outOff) {
        group.leftJacobianInverse(xi, xiOff, out, outOff);
    }

    @Override
    public void linearPart(double[] g, int gOff, double[] out, int outOff) {
        group.linearPart(g, gOff, out, outOff);
    }

    @Override
    public double modularFunction(double[] g, int gOff) {
        return group.modularFunction(g, gOff);
    }

    @Override
    public boolean logOnBranch(double[] g, int gOff, int turns, double[] xi, int xiOff) {
        return group.logOnBranch(g, gOff, turns, xi, xiOff);
    }

    @Override
    public boolean knowsAllBranches() {
        return group.knowsAllBranches();
    }

    @Override
    public double[] nearest(double[] matrix) {
        return group.nearest(matrix);
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        group.requireMember(g, gOff);
    }

    @Override
    public String toString() {
        return name() + ", parallel";
    }
}
