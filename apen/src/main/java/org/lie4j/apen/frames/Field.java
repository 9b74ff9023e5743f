package org.lie4j.apen.frames;

/**
 * A part of a function's output that transforms in one way under g = (R, t).
 *
 * @param kind how it transforms
 * @param count how many there are, at least 1
 * @param perPoint whether there are as many for each point of the cloud
 */
public record Field(Kind kind, int count, boolean perPoint) {
    /** How a quantity transforms under g = (R, t). */
    public enum Kind {
        /** A number: unchanged. */
        SCALAR,
        /** A direction with length, d numbers: v ↦ R v. */
        VECTOR,
        /** A place, d numbers: x ↦ R x + t. */
        POSITION
    }

    /**
     * Checks the values.
     *
     * @param kind see the record
     * @param count see the record
     * @param perPoint see the record
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Field {
        java.util.Objects.requireNonNull(kind, "kind");
        if (count < 1) {
            throw new IllegalArgumentException("expected a count of at least 1, got " + count);
        }
    }

    /**
     * Invariant numbers of the whole cloud.
     *
     * @param count how many
     * @return the field, {@code [count]}
     */
    public static Field scalars(int count) {
        return new Field(Kind.SCALAR, count, false);
    }

    /**
     * Vectors of the whole cloud.
     *
     * @param count how many
     * @return the field, {@code [count, d]}
     */
    public static Field vectors(int count) {
        return new Field(Kind.VECTOR, count, false);
    }

    /**
     * Positions of the whole cloud.
     *
     * @param count how many
     * @return the field, {@code [count, d]}
     */
    public static Field positions(int count) {
        return new Field(Kind.POSITION, count, false);
    }

    /**
     * The same for each point.
     *
     * @return the field, with a leading axis over the points
     */
    public Field forEachPoint() {
        return new Field(kind, count, true);
    }

    /**
     * How many quantities there are.
     *
     * @param points number of points of the cloud
     * @return count, or points · count
     */
    public int quantities(int points) {
        return perPoint ? Math.multiplyExact(points, count) : count;
    }

    /**
     * How many numbers there are.
     *
     * @param points number of points of the cloud
     * @param dimension d
     * @return the field's length in the output
     */
    public int length(int points, int dimension) {
        return Math.multiplyExact(quantities(points), kind == Kind.SCALAR ? 1 : dimension);
    }
}
