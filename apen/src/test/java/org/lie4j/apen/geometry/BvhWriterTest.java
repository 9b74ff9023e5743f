package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BvhWriterTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Motion walk = MotionTest.walk();
        Motion again = BvhReader.read(new StringReader(BvhWriter.text(walk, 17)));
        assertEquals(walk.skeleton(), again.skeleton());
        assertEquals(walk.frameTime(), again.frameTime());
        assertArrayEquals(walk.values(), again.values(), 1e-16);
    }

    @Test
    void valuesAreRounded() throws IOException {
        Motion walk = MotionTest.walk();
        Path file = folder.resolve("walk.bvh.gz");
        BvhWriter.write(walk, 1, file);
        assertArrayEquals(walk.values(), BvhReader.read(file).values(), 0.0500001);
        Path plain = folder.resolve("walk.bvh");
        BvhWriter.write(walk, 1, plain);
        assertFalse(Files.readString(plain).matches("(?s).*[ \n]-0[ \n].*"), "a negative zero");
        assertArrayEquals(BvhReader.read(file).values(), BvhReader.read(plain).values());
    }

    @Test
    void thinnedMotionKeepsEveryStepthFrame() {
        Motion walk = MotionTest.walk();
        Motion thin = walk.every(1, 5);
        assertEquals(5 * walk.frameTime(), thin.frameTime());
        assertEquals((walk.frames() - 1 + 4) / 5, thin.frames());
        assertArrayEquals(walk.pose(11).positions(), thin.pose(2).positions());
        assertThrows(IllegalArgumentException.class, () -> walk.every(0, 0));
        assertThrows(IllegalArgumentException.class, () -> walk.every(walk.frames(), 1));
    }

    @Test
    void badInputIsNamed() {
        Skeleton.Joint root = new Skeleton.Joint("root", -1, 0, 0, 0, List.of(Skeleton.Channel.X_ROTATION));
        Skeleton.Joint left = new Skeleton.Joint("left", 0, 1, 0, 0, List.of());
        Skeleton.Joint tip = new Skeleton.Joint("tip", 1, 1, 0, 0, List.of());
        Motion crossed = new Motion(new Skeleton(List.of(root, left, left, tip)), 1, new double[1]);
        assertThrows(IllegalArgumentException.class, () -> BvhWriter.text(crossed, 2));
        Motion walk = MotionTest.walk();
        assertThrows(IllegalArgumentException.class, () -> BvhWriter.text(walk, -1));
        assertThrows(IllegalArgumentException.class, () -> walk.onto(crossed.skeleton()));
    }
}
