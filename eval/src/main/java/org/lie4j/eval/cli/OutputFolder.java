package org.lie4j.eval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sure, before any work is done, that a folder can be written to. */
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
}
