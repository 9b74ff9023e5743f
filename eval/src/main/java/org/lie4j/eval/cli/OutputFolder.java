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

    /** A folder of which this run is the only writer; until it is closed, or its process ends. */
    static final class Claim implements Closeable {
        private final FileChannel channel;

        private Claim(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }

    /**
     * Prepares a folder for a run that writes checkpoints: two runs would take each other's for their own.
     *
     * @throws UserError if another run holds it
     */
    static Claim claim(Path folder) {
        prepare(folder);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw held(folder, channel);
            }
            return new Claim(channel);
        } catch (OverlappingFileLockException e) {
            throw held(folder, channel);
        } catch (IOException e) {
            // A file system without locks: then it is the user who must see to it.
            return new Claim(channel);
        }
    }

    private static UserError held(Path folder, Closeable channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written through it.
        }
        return new UserError(
                folder + ": another run is writing to this folder; wait until it ends, or name another folder");
    }
}
