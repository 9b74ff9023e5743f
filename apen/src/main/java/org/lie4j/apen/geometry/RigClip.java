package org.lie4j.apen.geometry;

import java.util.Arrays;
import java.util.List;
import org.lie4j.groups.internal.Quaternions;

/**
 * A movement of a {@link Rig} by key frames. Between them, rotations move along the shorter arc and translations along a line; before the
 * first and after the last they stay. Immutable.
 */
public final class RigClip {
    private final String name;
    private final double seconds;
    private final List<Track> tracks;

    /**
     * Creates a clip.
     *
     * @param name its name
     * @param seconds its length, at least 0
     * @param tracks of the bones that move; each bone at most once
     * @throws IllegalArgumentException if the length is negative or not finite, or a bone has two tracks
     */
    public RigClip(String name, double seconds, List<Track> tracks) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("length: expected a finite number of seconds >= 0, got " + seconds);
        }
        long bones = tracks.stream().mapToInt(Track::bone).distinct().count();
        if (bones != tracks.size()) {
            throw new IllegalArgumentException(
                    "tracks: expected one for each bone, got " + tracks.size() + " for " + bones + " bones");
        }
        this.name = name;
        this.seconds = seconds;
        this.tracks = List.copyOf(tracks);
    }

    /**
     * How a bone moves, relative to what it is at rest: translations are added, rotations come first.
     *
     * @param bone the bone
     * @param keys at least 1, in time
     */
    public record Track(int bone, List<Key> keys) {
        /**
         * Checks the order.
         *
         * @param bone see the record
         * @param keys see the record
         * @throws IllegalArgumentException if there is no key, or times fall
         */
        public Track {
            keys = List.copyOf(keys);
            if (bone < 0 || keys.isEmpty()) {
                throw new IllegalArgumentException(
                        "track: expected a bone >= 0 and at least 1 key, got " + bone + " and " + keys.size());
            }
            for (int k = 1; k < keys.size(); k++) {
                if (keys.get(k).time() < keys.get(k - 1).time()) {
                    throw new IllegalArgumentException("track: expected keys in time, got "
                            + keys.get(k).time() + " after " + keys.get(k - 1).time());
                }
            }
        }
    }

    /**
     * A key frame.
     *
     * @param time in seconds, finite
     * @param rotation {@code [4]}, a unit quaternion w, x, y, z; not modified
     * @param translation {@code [3]}; not modified
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Key(double time, double[] rotation, double[] translation) {
        /**
         * Copies and checks the values.
         *
         * @param time see the record
         * @param rotation see the record
         * @param translation see the record
         * @throws IllegalArgumentException if one is outside its domain
         */
        public Key {
            RigRotations.requireUnit(rotation);
            if (!Double.isFinite(time)
                    || translation.length != 3
                    || !Arrays.stream(translation).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("key: expected a finite time and 3 finite numbers, got " + time
                        + " and " + Arrays.toString(translation));
            }
            rotation = rotation.clone();
            translation = translation.clone();
        }
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Its length.
     *
     * @return seconds
     */
    public double seconds() {
        return seconds;
    }

    /**
     * The pose at a time.
     *
     * @param rig the rig that moves
     * @param time in seconds
     * @return where its bones are; those without a track as at rest
     * @throws IllegalArgumentException if the rig lacks a bone, or the time is NaN
     */
    public RigPose pose(Rig rig, double time) {
        if (Double.isNaN(time)) {
            throw new IllegalArgumentException("time: expected a number, got NaN");
        }
        double[] local = rig.local();
        for (Track track : tracks) {
            if (track.bone >= rig.bones().size()) {
                throw new IllegalArgumentException("rig: expected a bone " + track.bone + ", got "
                        + rig.bones().size() + " bones");
            }
            Key key = at(track.keys, time);
            Rig.Bone bone = rig.bones().get(track.bone);
            double[] turned = new double[4];
            Quaternions.multiply(bone.rotation(), 0, key.rotation, 0, turned, 0);
            RigRotations.matrix(turned, local, 12 * track.bone);
            for (int c = 0; c < 3; c++) {
                local[12 * track.bone + 9 + c] += key.translation[c];
            }
        }
        return rig.pose(local);
    }

    private static Key at(List<Key> keys, double time) {
        int next = 0;
        while (next < keys.size() && keys.get(next).time <= time) {
            next++;
        }
        if (next == 0 || next == keys.size()) {
            return keys.get(Math.max(0, next - 1));
        }
        Key a = keys.get(next - 1);
        Key b = keys.get(next);
        double share = (time - a.time) / (b.time - a.time);
        double[] translation = new double[3];
        for (int c = 0; c < 3; c++) {
            translation[c] = (1 - share) * a.translation[c] + share * b.translation[c];
        }
        return new Key(time, RigRotations.slerp(a.rotation, b.rotation, share), translation);
    }
}
