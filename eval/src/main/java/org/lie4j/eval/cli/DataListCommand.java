package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lie4j.eval.data.Manifest;
import org.lie4j.eval.data.Recipes;
import org.lie4j.eval.fetch.RemoteFile;
import org.lie4j.eval.fetch.RemoteSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what can be fetched and made. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the sets that can be fetched, with sizes and checksums where they are known, and the"
                + " recipes that sets can be made by.")
final class DataListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        console.println("to fetch, into " + CacheFolder.get() + ":");
        for (RemoteSet set : RemoteSet.all()) {
            Path manifest = CacheFolder.get().resolve(set.name()).resolve(set.name() + Manifest.ENDING);
            console.println("  " + set.name() + (Files.exists(manifest) ? " (fetched)" : ""));
            console.println("      " + set.title());
            console.println("      " + set.address());
            for (RemoteFile file : set.files()) {
                String size = file.bytes() < 0 ? "size unknown" : String.format(Locale.ROOT, "%,d bytes", file.bytes());
                String checksum = file.content() == null
                        ? "checksum unknown, noted when it comes"
                        : "checked by the MD5 of the " + file.content();
                console.println("      " + file.path() + ", " + size + ", " + checksum);
            }
        }
        console.println();
        console.println("to make: " + String.join(", ", Recipes.names()));
        console.println("with the program: 20,000 + 2,000 digits of MNIST");
        console.flush();
        return 0;
    }
}
