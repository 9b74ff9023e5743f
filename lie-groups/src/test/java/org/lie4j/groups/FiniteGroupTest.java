package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteGroupTest {
    static FiniteGroup[] groups() {
        return new FiniteGroup[] {
            FiniteGroup.cyclic(1),
            FiniteGroup.cyclic(7),
            FiniteGroup.dihedral(1),
            FiniteGroup.dihedral(6),
            FiniteGroup.octahedral(),
            FiniteGroup.icosahedral()
        };
    }

    @ParameterizedTest
    @MethodSource("groups")
    void tablesAreThoseOfAGroup(FiniteGroup g) {
        int order = g.order();
        for (int a = 0; a < order; a++) {
            assertEquals(a, g.compose(0, a));
            assertEquals(a, g.compose(a, 0));
            assertEquals(0, g.compose(a, g.inverse(a)));
            assertEquals(0, g.compose(g.inverse(a), a));
            assertEquals(a, g.indexOf(g.matrix(a)));
            boolean[] row = new boolean[order];
            for (int b = 0; b < order; b++) {
                row[g.compose(a, b)] = true;
                assertArrayEquals(
                        g.matrix(g.compose(a, b)),
                        Decomposition.product(g.matrixSize(), g.matrix(a), g.matrix(b)),
                        1e-12);
                for (int c = 0; c < order; c += 5) {
                    assertEquals(g.compose(g.compose(a, b), c), g.compose(a, g.compose(b, c)));
                }
            }
            for (boolean met : row) {
                assertTrue(met, "a row of the table is a permutation");
            }
        }
        assertEquals(order * g.matrixSize() * g.matrixSize(), g.matrices().length);
    }

    @Test
    void ordersAndClassesAreTheKnownOnes() {
        int[] orders = Arrays.stream(groups()).mapToInt(FiniteGroup::order).toArray();
        assertArrayEquals(new int[] {1, 7, 2, 12, 24, 60}, orders);
        int[] classes = Arrays.stream(groups())
                .mapToInt(g ->
                        (int) Arrays.stream(g.conjugacyClasses()).distinct().count())
                .toArray();
        assertArrayEquals(new int[] {1, 7, 2, 6, 5, 5}, classes);
        assertEquals("D6, order 12", FiniteGroup.dihedral(6).toString());
        assertEquals(-1, FiniteGroup.cyclic(4).indexOf(new double[] {2, 0, 0, 2}));
    }

    @Test
    void badGeneratorsAreNamed() {
        LieGroupContract.assertMessage("orthogonal", () -> FiniteGroup.generated("X", 2, new double[] {2, 0, 0, 2}));
        LieGroupContract.assertMessage("got 0", () -> FiniteGroup.cyclic(0));
        assertTrue(assertThrows(
                        ArithmeticException.class,
                        () -> FiniteGroup.generated("X", 2, SO.of(2).exp(1)))
                .getMessage()
                .contains("more than 10000"));
    }
}
