package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    private static ImageSet set(int... labels) {
        byte[] pixels = new byte[labels.length * 4];
        byte[] classes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            classes[i] = (byte) labels[i];
            for (int p = 0; p < 4; p++) {
                pixels[4 * i + p] = (byte) (200 + 4 * i + p);
            }
        }
        return ImageSet.of("some", 2, 2, pixels, classes);
    }

    @Test
    void pixelsAreUnsignedAndScaledToOne() {
        ImageSet set = set(3, 4);
        assertEquals(207, set.pixel(1, 1, 1));
        float[] out = new float[10];
        set.copyTo(1, 1, out, 2);
        assertArrayEquals(new float[] {0, 0, 204 / 255f, 205 / 255f, 206 / 255f, 207 / 255f, 0, 0, 0, 0}, out);
    }

    @Test
    void changingTheCallersArraysChangesNothing() {
        byte[] pixels = {1, 2, 3, 4};
        byte[] labels = {7};
        ImageSet set = ImageSet.of("some", 2, 2, pixels, labels);
        pixels[0] = 99;
        labels[0] = 1;
        assertEquals(1, set.pixel(0, 0, 0));
        assertEquals(7, set.label(0));
    }

    @Test
    void refusesLabelsOutsideTheDigits() {
        assertEquals(
                "expected labels 0 to 9, got 10 at index 1",
                assertThrows(IllegalArgumentException.class, () -> set(1, 10)).getMessage());
        assertEquals(
                "expected labels 0 to 9, got 255 at index 0",
                assertThrows(IllegalArgumentException.class, () -> set(-1)).getMessage());
    }

    @Test
    void refusesLengthsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> ImageSet.of("x", 2, 2, new byte[7], new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> ImageSet.of("x", 2, 2, new byte[8], new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> ImageSet.of("x", 0, 2, new byte[0], new byte[0]));
    }

    @Test
    void sliceKeepsOrder() {
        ImageSet slice = set(1, 2, 3, 4).slice(1, 3);
        assertArrayEquals(new int[] {2, 3}, slice.labels());
        assertEquals(204, slice.pixel(0, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> set(1, 2).slice(1, 3));
    }

    @Test
    void stratifiedKeepsProportionsAndFirstComers() {
        // 6 zeros, 3 ones, 1 two.
        ImageSet set = set(0, 0, 0, 1, 0, 1, 0, 2, 0, 1);
        assertArrayEquals(new int[] {0, 0, 0, 1, 1}, sorted(set.stratified(5)));
        assertArrayEquals(set.labels(), set.stratified(10).labels());
        ImageSet one = set.stratified(1);
        assertArrayEquals(new int[] {0}, one.labels());
        assertEquals(200, one.pixel(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> set.stratified(0));
        assertThrows(IllegalArgumentException.class, () -> set.stratified(11));
    }

    private static int[] sorted(ImageSet set) {
        return IntStream.of(set.labels()).sorted().toArray();
    }

    @Test
    void checksumTellsContentNotName() {
        ImageSet set = set(1, 2);
        assertEquals(set.checksum(), set.named("other").checksum());
        assertNotEquals(set.checksum(), set(1, 3).checksum());
        assertNotEquals(
                ImageSet.unlabelled("a", 1, 4, new byte[4]).checksum(),
                ImageSet.unlabelled("a", 4, 1, new byte[4]).checksum());
        assertEquals(64, set.checksum().length());
    }

    @Test
    void unlabelledHasNoLabels() {
        ImageSet set = ImageSet.unlabelled("a", 1, 1, new byte[3]);
        assertFalse(set.hasLabels());
        assertThrows(IllegalStateException.class, () -> set.label(0));
        assertThrows(IllegalStateException.class, () -> set.stratified(1));
    }
}
