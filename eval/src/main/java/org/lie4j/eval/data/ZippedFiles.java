package org.lie4j.eval.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.lie4j.eval.io.WholeFile;

/** Unpacks the archives that affNIST comes in. */
public final class ZippedFiles {
    private static final int MOST = 1000;

    private ZippedFiles() {}

    /**
     * Unpacks the MATLAB files of an archive, whatever folders they are in there: those of {@code x.mat.zip} beside it, those of
     * {@code x.zip} into a folder {@code x} beside it.
     *
     * @param archive a zip file
     * @return the files, in the order of the archive
     * @throws BadDataException if it is damaged, holds no MATLAB file or more than a thousand, or inflates out of proportion
     * @throws IOException if a file cannot be read or written
     */
    public static List<Path> unpack(Path archive) throws IOException {
        String name = archive.getFileName().toString().replaceFirst("\\.zip$", "");
        Path folder = name.endsWith(".mat") ? archive.resolveSibling("") : archive.resolveSibling(name);
        List<Path> files = new ArrayList<>();
        try (CountingStream packed = new CountingStream(DataFiles.open(archive, "a zip file"));
                ZipInputStream zip = new ZipInputStream(packed)) {
            InputStream content = new InflationGuard(archive.toString(), zip, packed::count);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String file = entry.getName().replaceFirst(".*[/\\\\]", "");
                // Macintosh archives hold files of the same names that begin with a dot.
                if (!file.matches("\\w[\\w.-]*\\.mat")) {
                    continue;
                }
                if (files.size() == MOST) {
                    throw new BadDataException(archive + ": more than " + MOST + " files, expected fewer");
                }
                Path target = folder.resolve(file);
                WholeFile.write(target, content::transferTo);
                files.add(target);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new BadDataException(archive + ": damaged (" + e.getMessage() + "), expected a whole zip file", e);
        } catch (EOFException e) {
            throw new BadDataException(archive + ": ends early, expected a whole zip file", e);
        }
        if (files.isEmpty()) {
            throw new BadDataException(archive + ": no MATLAB file in it, expected at least one");
        }
        return files;
    }
}
