package org.lie4j.eval.matrix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lie4j.groups.AffineGroup;
import org.lie4j.groups.AffinePlus;
import org.lie4j.groups.FullLinearGroup;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.UpperTriangular;

/** Groups of matrices by their usual names. */
final class NamedGroups {
    /** What {@link #named} knows. */
    static final String KNOWN = "SO(n), O(n), SL(n), GL+(n), GL(n), Affine+(n), SAff(n), SE(n), E(n), Sim(n), T+(n)";

    private static final Pattern NAME = Pattern.compile("([A-Za-z+]+)\\((\\d{1,3})\\)");

    private NamedGroups() {}

    static LieGroup named(String name) {
        Matcher parts = NAME.matcher(name);
        int n = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        return switch (parts.matches() ? parts.group(1) : "") {
            case "SO" -> SO.of(n);
            case "O" -> FullLinearGroup.orthogonal(n);
            case "SL" -> SL.of(n);
            case "GL+" -> GLPlus.of(n);
            case "GL" -> FullLinearGroup.general(n);
            case "Affine+" -> AffinePlus.of(n);
            case "SAff" -> AffineGroup.specialAffine(n);
            case "SE" -> AffineGroup.rigid(n);
            case "E" -> AffineGroup.euclidean(n);
            case "Sim" -> AffineGroup.similarity(n);
            case "T+" -> UpperTriangular.of(n);
            default -> throw new IllegalArgumentException("group: expected one of " + KNOWN + ", got " + name);
        };
    }
}
