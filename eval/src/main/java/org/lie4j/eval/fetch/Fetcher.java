package org.lie4j.eval.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lie4j.eval.data.Manifest;
import org.lie4j.eval.data.ZippedFiles;

/** Fetches whole sets: each file resumably, checked where a checksum is known, unpacked where it is an archive. */
public final class Fetcher {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private Fetcher() {}

    /**
     * Fetches a set, or finds that it is there already.
     *
     * @param set what to fetch
     * @param folder where to; its manifest says what came
     * @param listener told of progress
     * @return the manifest's file
     * @throws UnreachableException if the other side cannot be reached
     * @throws org.lie4j.eval.data.BadDataException if it has no such file, or another one than it should
     * @throws IOException if the connection was lost too often, or a file cannot be written
     */
    public static Path fetch(RemoteSet set, Path folder, FetchListener listener) throws IOException {
        Path manifest = folder.resolve(set.name() + Manifest.ENDING);
        if (Files.exists(manifest)
                && Manifest.read(manifest).differences(folder).isEmpty()) {
            return manifest;
        }
        List<Path> files = new ArrayList<>();
        for (RemoteFile file : set.files()) {
            Path target = folder.resolve(file.path());
            Download.fetch(set.address().resolve(file.path()), target, PAUSE, listener);
            file.check(target);
            if (file.isArchive()) {
                files.addAll(ZippedFiles.unpack(target));
                Files.delete(target);
            } else {
                files.add(target);
            }
        }
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(Manifest.Entry.of(folder, file));
        }
        return new Manifest(set.name(), set.address().toString(), null, entries).write(folder);
    }
}
