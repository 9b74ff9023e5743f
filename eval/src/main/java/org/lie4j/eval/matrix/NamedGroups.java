package org.lie4j.eval.matrix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lie4j.groups.AffinePlus;
import org.lie4j.groups.FullLinearGroup;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.SemidirectProduct;
import org.lie4j.groups.UpperTriangular;

/** Groups of matrices by their usual names. */
final class NamedGroups {
    /** What {@link #named} knows. */
    static final String KNOWN = "SO(n), O(n), SL(n), GL+(n), GL(n), Affine+(n), SAff(n), SE(n), E(n), Sim(n), T+(n)";

    private static final Pattern NAME = Pattern.compile("([A-Za-z+]+)\\((\\d{1,3})\\)");

    private NamedGroups() {}

    static LieGroup named(String name) {
        Matcher parts = NAME.matcher(name);
        if (parts.matches()) {
            int n = Integer.parseInt(parts.group(2));
            switch (parts.group(1)) {
                case "SO":
                    return SO.of(n);
                case "O":
                    return FullLinearGroup.orthogonal(n);
                case "SL":
                    return SL.of(n);
                case "GL+":
                    return GLPlus.of(n);
                case "GL":
                    return FullLinearGroup.general(n);
                case "Affine+":
                    return AffinePlus.of(n);
                case "SAff":
                    return SemidirectProduct.specialAffine(n);
                case "SE":
                    return SemidirectProduct.rigid(n);
                case "E":
                    return SemidirectProduct.euclidean(n);
                case "Sim":
                    return SemidirectProduct.similarity(n);
                case "T+":
                    return UpperTriangular.of(n);
                default:
                    break;
            }
        }
        throw new IllegalArgumentException("group: expected one of " + KNOWN + ", got " + name);
    }
}
