package org.lie4j.eval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes sure, before any work is done, that a folder can be written to, and that nobody else does. */
final class OutputFolder {
    private OutputFolder() {}

    static void prepare(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError(folder + ": is a file, expected a folder to write to");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", ".tmp"));
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be written to, expected a folder that can be made and written", e);
        }
    }

    /**
     * Prepares a folder for a run that writes checkpoints: two runs would take each other's for their own.
     *
     * @return holds the folder until it is closed, or the process ends
     * @throws UserError if another run holds it
     */
    static Closeable claim(Path folder) {
        prepare(folder);
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            // A file system without locks: then it is the user who must see to it.
            return () -> {};
        }
        throw new UserError(
                folder + ": another run is writing to this folder; wait until it ends, or name another folder");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another run of this process.
            return false;
        }
    }
}
