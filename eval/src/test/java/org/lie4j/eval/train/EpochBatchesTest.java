package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.data.TransformedSet;

@Timeout(900)
class EpochBatchesTest {
    private static ImageSet train;

    @BeforeAll
    static void load() throws IOException {
        train = TransformedSet.of(EmbeddedMnist.load().train().slice(0, 50), JustCentered.INSTANCE, 1)
                .images();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16})
    void anyNumberOfThreadsMakesTheSameBatches(int threads) {
        Recipe recipe = new AffnistRecipe(8);
        ImageSet whole = TransformedSet.of(train, recipe, 1).images();
        int[] order = IntStream.range(0, 50).map(i -> i * 7 % 50).toArray();
        try (EpochBatches batches = new EpochBatches(train, EpochBatches.Maker.of(train, recipe), order, 12, threads)) {
            assertEquals(4, batches.count());
            for (int b = 0; b < 4; b++) {
                EpochBatches.Batch batch = batches.next();
                float[] expected = new float[12 * 1600];
                for (int i = 0; i < 12; i++) {
                    whole.copyTo(order[b * 12 + i], 1, expected, i * 1600);
                    assertEquals(train.label(order[b * 12 + i]), batch.label(i));
                }
                assertArrayEquals(expected, batch.pixels());
            }
        }
    }

    @Test
    void theNextBatchIsMadeMeanwhile() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        EpochBatches.Maker maker = (image, out, at) -> {
            if (image == 10) {
                second.countDown();
            }
        };
        int[] order = IntStream.range(0, 30).toArray();
        try (EpochBatches batches = new EpochBatches(train, maker, order, 10, 1)) {
            batches.next();
            assertTrue(second.await(30, TimeUnit.SECONDS), "the second batch waits for its turn");
        }
    }

    @Test
    void aFailureReachesTheTraining() {
        EpochBatches.Maker maker = (image, out, at) -> {
            throw new IllegalArgumentException("no such digit");
        };
        try (EpochBatches batches = new EpochBatches(train, maker, new int[10], 10, 2)) {
            IllegalStateException e = assertThrows(IllegalStateException.class, batches::next);
            assertTrue(e.getMessage().contains("no such digit"), e.getMessage());
        }
    }
}
