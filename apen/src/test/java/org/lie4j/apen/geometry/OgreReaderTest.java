package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lie4j.apen.geometry.CapsuleCharacter.Skinning;

class OgreReaderTest {
    /** An arm along x: the upper bone at the origin turned a quarter about z at rest, the lower one 2 along its y axis. */
    private static final String SKELETON = """
            <skeleton>
              <bones>
                <bone id="1" name="upper">
                  <position x="0" y="0" z="0"/>
                  <rotation angle="-1.5707963267948966"><axis x="0" y="0" z="1"/></rotation>
                </bone>
                <bone id="0" name="lower">
                  <position x="0" y="2" z="0"/>
                  <rotation angle="0"><axis x="0" y="0" z="0"/></rotation>
                </bone>
              </bones>
              <bonehierarchy>
                <boneparent bone="lower" parent="upper"/>
              </bonehierarchy>
              <animations>
                <animation name="bend" length="1">
                  <tracks>
                    <track bone="lower">
                      <keyframes>
                        <keyframe time="0">
                          <translate x="0" y="0" z="0"/>
                          <rotate angle="0"><axis x="1" y="0" z="0"/></rotate>
                          <scale x="1" y="1" z="1"/>
                        </keyframe>
                        <keyframe time="1">
                          <translate x="0" y="0.5" z="0"/>
                          <rotate angle="1.5707963267948966"><axis x="0" y="0" z="2"/></rotate>
                        </keyframe>
                      </keyframes>
                    </track>
                  </tracks>
                </animation>
              </animations>
            </skeleton>
            """;

    private static final String MESH = """
            <mesh>
              <submeshes>
                <submesh usesharedvertices="false">
                  <faces count="2">
                    <face v1="0" v2="1" v3="2"/>
                    <face v1="1" v2="2" v3="3"/>
                  </faces>
                  <geometry vertexcount="4">
                    <vertexbuffer positions="true" normals="true">
                      <vertex><position x="0" y="0" z="0"/><normal x="0" y="0" z="1"/></vertex>
                      <vertex><position x="2" y="1" z="0"/></vertex>
                      <vertex><position x="2" y="-1" z="0"/></vertex>
                      <vertex><position x="4" y="0" z="0"/></vertex>
                    </vertexbuffer>
                    <vertexbuffer texture_coords="1"><vertex><texcoord u="0" v="0"/></vertex></vertexbuffer>
                  </geometry>
                  <boneassignments>
                    <vertexboneassignment vertexindex="0" boneindex="1" weight="1.9"/>
                    <vertexboneassignment vertexindex="1" boneindex="1" weight="0.01"/>
                    <vertexboneassignment vertexindex="1" boneindex="0" weight="0.01"/>
                    <vertexboneassignment vertexindex="2" boneindex="1" weight="0.25"/>
                    <vertexboneassignment vertexindex="2" boneindex="0" weight="0.75"/>
                    <vertexboneassignment vertexindex="3" boneindex="0" weight="0.5"/>
                  </boneassignments>
                </submesh>
              </submeshes>
              <skeletonlink name="arm.skeleton"/>
            </mesh>
            """;

    @TempDir
    private Path folder;

    private static OgreReader.SkinnedCharacter read(String mesh, String skeleton) throws IOException {
        return OgreReader.read(
                new ByteArrayInputStream(mesh.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(skeleton.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anArmIsSkinnedAsByHand() throws IOException {
        OgreReader.SkinnedCharacter arm = read(MESH, SKELETON);
        SkinnedPoints vertices = arm.mesh().vertices();
        Rig rig = vertices.rig();
        assertEquals("lower", rig.bones().get(0).name());
        // The quarter turn takes the upper bone's y to x.
        assertArrayEquals(new double[] {2, 0, 0}, rig.rest().position(0), 1e-15);
        assertEquals(1, vertices.weight(0, 1));
        assertEquals(0.5, vertices.weight(1, 0));
        assertEquals(0.75, vertices.weight(2, 0));
        assertArrayEquals(new int[] {1, 0, 0, 0}, vertices.dominantBones());
        RigPose bent = arm.clips().get(0).pose(rig, 1);
        // The lower bone moves .5 on, to x = 2.5, and turns a quarter: x about it becomes y.
        assertArrayEquals(new double[] {2.5, 0, 0}, bent.position(0), 1e-15);
        double[] rigid = {0, 0, 0, 1.5, 0, 0, 3.5, 0, 0, 2.5, 2, 0};
        assertArrayEquals(rigid, vertices.posed(bent, Skinning.RIGID), 1e-14);
        double[] blended = {0, 0, 0, 1.75, 0.5, 0, 3.125, -0.25, 0, 2.5, 2, 0};
        assertArrayEquals(blended, arm.mesh().posed(bent, Skinning.LINEAR_BLEND).vertices(), 1e-14);
    }

    @Test
    void scalesArePassedOverAndCounted() throws IOException {
        assertEquals(0, read(MESH, SKELETON).scaledKeys());
        OgreReader.SkinnedCharacter scaled = read(MESH, SKELETON.replace("<scale x=\"1\"", "<scale x=\"2\""));
        assertEquals(1, scaled.scaledKeys());
        Rig rig = scaled.mesh().vertices().rig();
        assertArrayEquals(
                new double[] {2, 0, 0}, scaled.clips().get(0).pose(rig, 0).position(0), 1e-15);
    }

    @Test
    void betweenKeysBonesMoveEvenly() throws IOException {
        OgreReader.SkinnedCharacter arm = read(MESH, SKELETON);
        RigClip bend = arm.clips().get(0);
        Rig rig = arm.mesh().vertices().rig();
        RigPose half = bend.pose(rig, 0.5);
        assertArrayEquals(new double[] {2.25, 0, 0}, half.position(0), 1e-15);
        double[] tip = arm.mesh().vertices().posed(half, Skinning.RIGID);
        assertArrayEquals(
                new double[] {2.25 + Math.sqrt(2), Math.sqrt(2), 0}, java.util.Arrays.copyOfRange(tip, 9, 12), 1e-14);
        assertArrayEquals(bend.pose(rig, 1).rotation(0), bend.pose(rig, 7).rotation(0));
        assertArrayEquals(rig.rest().rotation(0), bend.pose(rig, -1).rotation(0), 1e-15);
    }

    @Test
    void restChangesNothingAndSamplesMixTheWeightsOfTheirCorners() throws IOException {
        OgreReader.SkinnedCharacter arm = read(MESH, SKELETON);
        Rig rig = arm.mesh().vertices().rig();
        for (Skinning skinning : Skinning.values()) {
            assertArrayEquals(
                    arm.mesh().atRest().vertices(),
                    arm.mesh().posed(rig.rest(), skinning).vertices(),
                    1e-15);
        }
        RigPose pose = arm.clips().get(0).pose(rig, 0.7);
        SurfaceSample sample = SurfaceSample.draw(arm.mesh().atRest(), 50, new SplittableRandom(4));
        SkinnedPoints points = arm.mesh().sampled(50, new SplittableRandom(4));
        assertArrayEquals(sample.points(arm.mesh().atRest()), points.atRest(), 1e-15);
        double[] blended = points.posed(pose, Skinning.LINEAR_BLEND);
        int[] corners = arm.mesh().atRest().triangles();
        for (int i = 0; i < 50; i++) {
            double[] expected = new double[3];
            for (int bone = 0; bone < 2; bone++) {
                double weight = 0;
                for (int k = 0; k < 3; k++) {
                    int corner = corners[3 * sample.triangle(i) + k];
                    weight += sample.barycentric(i, k) * arm.mesh().vertices().weight(corner, bone);
                }
                assertEquals(weight, points.weight(i, bone), 1e-15);
                addMoved(rig.rest(), pose, bone, weight, points.atRest(), i, expected);
            }
            assertArrayEquals(expected, java.util.Arrays.copyOfRange(blended, 3 * i, 3 * i + 3), 1e-14);
        }
        int[] dominant = points.dominantBones();
        double[] x = points.atRest();
        double[] y = points.posed(pose, Skinning.RIGID);
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < i; j++) {
                if (dominant[i] == dominant[j]) {
                    assertEquals(distance(x, i, j), distance(y, i, j), 1e-14);
                }
            }
        }
    }

    /** R (R₀ᵀ (x - p₀)) + p, in that order. */
    private static void addMoved(RigPose rest, RigPose pose, int bone, double weight, double[] x, int i, double[] out) {
        double[] own = new double[3];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                own[r] += rest.rotation(bone)[3 * c + r] * (x[3 * i + c] - rest.position(bone)[c]);
            }
        }
        for (int r = 0; r < 3; r++) {
            double moved = pose.position(bone)[r];
            for (int c = 0; c < 3; c++) {
                moved += pose.rotation(bone)[3 * r + c] * own[c];
            }
            out[r] += weight * moved;
        }
    }

    private static double distance(double[] x, int i, int j) {
        return Math.hypot(Math.hypot(x[3 * i] - x[3 * j], x[3 * i + 1] - x[3 * j + 1]), x[3 * i + 2] - x[3 * j + 2]);
    }

    @Test
    void sharedVerticesAndFilesAreRead() throws IOException {
        String geometry = MESH.substring(MESH.indexOf("<geometry"), MESH.indexOf("</geometry>") + 11);
        String assignments = MESH.substring(MESH.indexOf("<boneassignments>"), MESH.indexOf("</boneassignments>") + 18);
        String shared = MESH.replace(geometry, "")
                .replace(assignments, "")
                .replace("usesharedvertices=\"false\"", "usesharedvertices=\"true\"")
                .replace("<submeshes>", geometry.replace("geometry", "sharedgeometry") + assignments + "<submeshes>");
        Path mesh = Files.writeString(folder.resolve("arm.mesh.xml"), shared);
        Path skeleton = Files.writeString(folder.resolve("arm.skeleton.xml"), SKELETON);
        SkinnedMesh read = OgreReader.read(mesh, skeleton).mesh();
        assertArrayEquals(
                read(MESH, SKELETON).mesh().atRest().vertices(), read.atRest().vertices());
        assertEquals(0.75, read.vertices().weight(2, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            v3="3"               | v3="4"           | face: expected v3 from 0 to 3, got 4
            v3="3"               | v3="1.5"         | expected v3 from 0 to 3, got 1.5
            v3="3"               | v4="3"           | face: expected an attribute v3, got none
            <position x="4"      | <position x="a"  | expected a finite number x, got a
            <position x="4"      | <position x="NaN" | expected a finite number x, got NaN
            boneindex="0" weight="0.5" | boneindex="2" weight="0.5" | expected boneindex from 0 to 1, got 2
            weight="0.5"         | weight="-1"      | expected a weight >= 0, got -1.0
            weight="0.5"         | weight="0"       | expected a positive weight of each vertex, got none at vertex 3
            positions="true"     | positions="no"   | geometry: expected at least 1 vertex with a position, got none
            </mesh>              |                  | expected XML
            <mesh>               | <!DOCTYPE mesh [<!ENTITY e SYSTEM "file:/etc/passwd">]><mesh>&e; | expected XML
            """)
    void brokenMeshesAreNamed(String from, String to, String message) {
        String broken = MESH.replace(from.strip(), to == null ? "" : to.strip());
        String actual = assertThrows(MalformedFileException.class, () -> read(broken, SKELETON))
                .getMessage();
        assertTrue(actual.contains(message), actual);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            id="1"               | id="0"           | bone: expected every id and name once
            id="1"               | id="2"           | expected id from 0 to 1, got 2
            parent="upper"       | parent="other"   | boneparent: expected the name of a bone, got other
            parent="upper"       | parent="lower"   | got a circle of parents
            <scale x="1"         | <scale x="b"     | expected a finite number x, got b
            time="1"             | time="-1"        | expected keys in time, got -1.0 after 0.0
            length="1"           | length="-1"      | got -1.0
            z="2"                | z="0"            | about an axis that is not zero
            <skeleton>           | <skelet>         | expected
            <animations>         | <animation>      | expected XML
            """)
    void brokenSkeletonsAreNamed(String from, String to, String message) {
        String broken = SKELETON.replace(from.strip(), to.strip());
        String actual = assertThrows(MalformedFileException.class, () -> read(MESH, broken))
                .getMessage();
        assertTrue(actual.contains(message), actual);
    }

    @Test
    void everyTruncationIsNamed() {
        for (int length = 0; length < SKELETON.stripTrailing().length(); length += 7) {
            String broken = SKELETON.substring(0, length);
            assertThrows(MalformedFileException.class, () -> read(MESH, broken));
        }
        for (int length = 0; length < MESH.stripTrailing().length(); length += 7) {
            String broken = MESH.substring(0, length);
            assertThrows(MalformedFileException.class, () -> read(broken, SKELETON));
        }
    }

    @Test
    void badInputIsNamed() {
        double[] unit = {1, 0, 0, 0};
        assertThrows(
                IllegalArgumentException.class, () -> new Rig.Bone("a", -1, new double[] {1, 1, 0, 0}, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> new Rig.Bone("a", -1, unit, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> Rig.of(List.of()));
        Rig rig = Rig.of(List.of(new Rig.Bone("a", -1, unit, new double[3])));
        assertThrows(
                IllegalArgumentException.class,
                () -> SkinnedPoints.of(rig, new double[3], new int[] {0, 1}, new int[] {1}, new double[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> SkinnedPoints.of(rig, new double[3], new int[] {0, 1}, new int[] {0}, new double[] {0}));
        assertThrows(
                IllegalArgumentException.class,
                () -> SkinnedPoints.of(rig, new double[3], new int[] {0}, new int[] {0}, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> new RigClip.Track(0, List.of()));
    }
}
