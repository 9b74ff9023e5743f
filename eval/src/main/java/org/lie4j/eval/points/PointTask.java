package org.lie4j.eval.points;

import java.util.Arrays;
import java.util.List;
import org.lie4j.apen.data.CloudSet;

/**
 * What networks for clouds are to learn.
 *
 * @param points points of each cloud
 * @param classes names of the classes, at least 2
 * @param perPoint whether points have classes (segmentation), or clouds
 */
public record PointTask(int points, List<String> classes, boolean perPoint) {
    /**
     * Checks the classes.
     *
     * @param points see the record
     * @param classes see the record
     * @param perPoint see the record
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public PointTask {
        if (classes.size() < 2) {
            throw new IllegalArgumentException("classes: expected at least 2, got " + classes);
        }
        classes = List.copyOf(classes);
    }

    /** To tell the labels of points. */
    static PointTask segmentation(CloudSet clouds) {
        return new PointTask(clouds.points(), clouds.labelNames(), true);
    }

    /** To tell the classes of clouds. */
    static PointTask classification(CloudSet clouds) {
        return new PointTask(clouds.points(), clouds.classNames(), false);
    }

    /** The right answers for a cloud, one for each point or a single one. */
    int[] answers(CloudSet clouds, int cloud) {
        return perPoint ? labels(clouds, cloud) : new int[] {clouds.classOf(cloud)};
    }

    private static int[] labels(CloudSet clouds, int cloud) {
        int[] labels = new int[clouds.points()];
        Arrays.setAll(labels, i -> clouds.label(cloud, i));
        return labels;
    }
}
