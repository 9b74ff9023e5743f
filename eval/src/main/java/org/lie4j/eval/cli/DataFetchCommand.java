package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lie4j.eval.data.Manifest;
import org.lie4j.eval.fetch.Fetcher;
import org.lie4j.eval.fetch.RemoteFile;
import org.lie4j.eval.fetch.RemoteSet;
import org.lie4j.eval.fetch.UnreachableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches the official files of a set. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fetches the official files of a set, checks and unpacks them, and writes a manifest next to them.",
            "What was interrupted goes on where it stopped; what is there already is not fetched again."
        })
final class DataFetchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SET", description = "One of those that 'data list' names.")
    private String name;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Folder for the files. Default: the set's own in the cache folder.")
    private Path to;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "Another place with the same files: a mirror. Default: the address that 'data list' shows.")
    private URI from;

    @Override
    public Integer call() throws IOException {
        RemoteSet official = RemoteSet.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("unknown set " + name + ", expected one of "
                        + RemoteSet.all().stream().map(RemoteSet::name).collect(Collectors.joining(", "))));
        RemoteSet set = from == null ? official : official.at(mirror(from));
        Path folder = to == null ? CacheFolder.get().resolve(name) : to;
        OutputFolder.prepare(folder);
        Path manifest;
        try (Progress progress = Progress.on(spec.commandLine().getErr())) {
            manifest = Fetcher.fetch(set, folder, progress);
        } catch (UnreachableException e) {
            throw new UserError(
                    e.getMessage() + "; expected a network, or the files in " + folder + ", fetched by hand from "
                            + set.files().stream()
                                    .map(RemoteFile::path)
                                    .map(path -> set.address().resolve(path).toString())
                                    .collect(Collectors.joining(" ")),
                    e);
        }
        PrintWriter console = spec.commandLine().getOut();
        for (Manifest.Entry entry : Manifest.read(manifest).files()) {
            console.println(entry.sha256() + "  " + folder.resolve(entry.name()));
        }
        console.println("manifest: " + manifest);
        console.flush();
        return 0;
    }

    private static URI mirror(URI given) {
        String text = given.toString();
        if (!text.matches("https?://[^/]+.*")) {
            throw new UserError("--from " + text + ", expected an address that begins with http:// or https://");
        }
        return text.endsWith("/") ? given : URI.create(text + "/");
    }
}
