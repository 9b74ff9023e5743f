package org.lie4j.apen.geometry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads skinned characters in the XML form of the OGRE engine: a mesh, {@code .mesh.xml}, and the skeleton that it names, {@code
 * .skeleton.xml}. Submeshes become one mesh; weights are divided by their sum, which real files miss by far. Bones move rigidly: scales of
 * key frames, as of breathing, are passed over and counted.
 */
public final class OgreReader {
    private static final String MESH = "OGRE mesh";
    private static final String SKELETON = "OGRE skeleton";
    private static final double SCALE_TOLERANCE = 1e-3;

    private final Rig rig;
    private final List<RigClip> clips = new ArrayList<>();
    private int scaledKeys;
    private final List<double[]> points = new ArrayList<>();
    private final List<int[]> triangles = new ArrayList<>();
    private final List<Map<Integer, Double>> weights = new ArrayList<>();

    private OgreReader(Rig rig) {
        this.rig = rig;
    }

    /**
     * A character.
     *
     * @param mesh its mesh
     * @param clips its movements, which may be none
     * @param scaledKeys how many key frames scale a bone by more than a thousandth, which was passed over
     */
    public record SkinnedCharacter(SkinnedMesh mesh, List<RigClip> clips, int scaledKeys) {}

    /**
     * Reads both files.
     *
     * @param mesh path of the mesh
     * @param skeleton path of the skeleton
     * @return the character
     * @throws MalformedFileException if a file is not what it should be
     * @throws IOException if a file cannot be read
     */
    public static SkinnedCharacter read(Path mesh, Path skeleton) throws IOException {
        try (InputStream first = new BufferedInputStream(Files.newInputStream(mesh));
                InputStream second = new BufferedInputStream(Files.newInputStream(skeleton))) {
            return read(first, second);
        }
    }

    /**
     * Reads both files.
     *
     * @param mesh content of the mesh; not closed
     * @param skeleton content of the skeleton; not closed
     * @return the character
     * @throws MalformedFileException if a file is not what it should be
     * @throws IOException if a file cannot be read
     */
    public static SkinnedCharacter read(InputStream mesh, InputStream skeleton) throws IOException {
        XmlElement bones = XmlElement.read(skeleton, SKELETON, "skeleton");
        try {
            Map<String, Integer> names = new HashMap<>();
            Rig rig = rig(bones, names);
            OgreReader reader = new OgreReader(rig);
            reader.addClips(bones, names);
            return reader.character(XmlElement.read(mesh, MESH, "mesh"));
        } catch (IllegalArgumentException e) {
            MalformedFileException broken =
                    new MalformedFileException("OGRE", "a value", "a character", String.valueOf(e.getMessage()));
            broken.initCause(e);
            throw broken;
        }
    }

    private static Rig rig(XmlElement skeleton, Map<String, Integer> names) throws IOException {
        List<XmlElement> elements = skeleton.one("bones").all("bone");
        int n = elements.size();
        XmlElement[] byId = new XmlElement[n];
        for (XmlElement bone : elements) {
            int id = bone.index("id", n);
            if (byId[id] != null || names.put(bone.text("name"), id) != null) {
                throw bone.malformed("every id and name once", id + " " + bone.text("name") + " again");
            }
            byId[id] = bone;
        }
        int[] parents = new int[n];
        java.util.Arrays.fill(parents, -1);
        for (XmlElement link : skeleton.all("bonehierarchy", "boneparent")) {
            parents[bone(link, "bone", names)] = bone(link, "parent", names);
        }
        List<Rig.Bone> bones = new ArrayList<>();
        for (int id = 0; id < n; id++) {
            bones.add(new Rig.Bone(
                    byId[id].text("name"),
                    parents[id],
                    rotation(byId[id].one("rotation")),
                    byId[id].one("position").vector()));
        }
        return Rig.of(bones);
    }

    private static int bone(XmlElement element, String attribute, Map<String, Integer> names) throws IOException {
        Integer bone = names.get(element.text(attribute));
        if (bone == null) {
            throw element.malformed("the name of a bone", element.text(attribute));
        }
        return bone;
    }

    private static double[] rotation(XmlElement element) throws IOException {
        double angle = element.number("angle");
        double[] axis = element.one("axis").vector();
        return RigRotations.of(angle, axis[0], axis[1], axis[2]);
    }

    private void addClips(XmlElement skeleton, Map<String, Integer> names) throws IOException {
        for (XmlElement animation : skeleton.all("animations", "animation")) {
            List<RigClip.Track> tracks = new ArrayList<>();
            for (XmlElement track : animation.all("tracks", "track")) {
                List<RigClip.Key> keys = new ArrayList<>();
                for (XmlElement key : track.all("keyframes", "keyframe")) {
                    keys.add(key(key));
                }
                if (!keys.isEmpty()) {
                    tracks.add(new RigClip.Track(bone(track, "bone", names), keys));
                }
            }
            clips.add(new RigClip(animation.text("name"), animation.number("length"), tracks));
        }
    }

    private RigClip.Key key(XmlElement key) throws IOException {
        for (XmlElement scale : key.all("scale")) {
            boolean scaled = false;
            for (double factor : scale.vector()) {
                scaled |= Math.abs(factor - 1) > SCALE_TOLERANCE;
            }
            scaledKeys += scaled ? 1 : 0;
        }
        double[] rotation = key.all("rotate").isEmpty() ? new double[] {1, 0, 0, 0} : rotation(key.one("rotate"));
        double[] translation = key.all("translate").isEmpty()
                ? new double[3]
                : key.one("translate").vector();
        return new RigClip.Key(key.number("time"), rotation, translation);
    }

    private SkinnedCharacter character(XmlElement mesh) throws IOException {
        if (!mesh.all("sharedgeometry").isEmpty()) {
            addVertices(mesh.one("sharedgeometry"), mesh, 0);
        }
        int shared = points.size();
        for (XmlElement submesh : mesh.one("submeshes").all("submesh")) {
            boolean own = submesh.has("usesharedvertices", "false");
            int first = own ? points.size() : 0;
            int count = shared;
            if (own) {
                addVertices(submesh.one("geometry"), submesh, first);
                count = points.size() - first;
            }
            for (XmlElement face : submesh.all("faces", "face")) {
                triangles.add(new int[] {
                    first + face.index("v1", count), first + face.index("v2", count), first + face.index("v3", count)
                });
            }
        }
        if (triangles.isEmpty()) {
            throw mesh.malformed("at least 1 face", "none");
        }
        return new SkinnedCharacter(skinned(mesh), List.copyOf(clips), scaledKeys);
    }

    private void addVertices(XmlElement geometry, XmlElement owner, int first) throws IOException {
        for (XmlElement buffer : geometry.all("vertexbuffer")) {
            if (buffer.has("positions", "true")) {
                for (XmlElement vertex : buffer.all("vertex")) {
                    points.add(vertex.one("position").vector());
                    weights.add(new HashMap<>());
                }
            }
        }
        int count = points.size() - first;
        if (count == 0) {
            throw geometry.malformed("at least 1 vertex with a position", "none");
        }
        for (XmlElement a : owner.all("boneassignments", "vertexboneassignment")) {
            double weight = a.number("weight");
            if (weight < 0) {
                throw a.malformed("a weight >= 0", String.valueOf(weight));
            }
            weights.get(first + a.index("vertexindex", count))
                    .merge(a.index("boneindex", rig.bones().size()), weight, Double::sum);
        }
    }

    private SkinnedMesh skinned(XmlElement mesh) throws IOException {
        int n = points.size();
        double[] x = new double[3 * n];
        int[] starts = new int[n + 1];
        List<Integer> bones = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            System.arraycopy(points.get(i), 0, x, 3 * i, 3);
            if (weights.get(i).values().stream().mapToDouble(w -> w).sum() <= 0) {
                throw mesh.malformed("a positive weight of each vertex", "none at vertex " + i);
            }
            weights.get(i).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> {
                        bones.add(e.getKey());
                        shares.add(e.getValue());
                    });
            starts[i + 1] = bones.size();
        }
        SkinnedPoints vertices = SkinnedPoints.of(
                rig,
                x,
                starts,
                bones.stream().mapToInt(b -> b).toArray(),
                shares.stream().mapToDouble(w -> w).toArray());
        return SkinnedMesh.of(
                vertices,
                triangles.stream().flatMapToInt(java.util.Arrays::stream).toArray());
    }
}
