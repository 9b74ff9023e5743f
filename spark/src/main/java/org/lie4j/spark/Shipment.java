package org.lie4j.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is on this class path and executors have not of their own: everything but Spark and its larger companions. */
final class Shipment {
    private static final Pattern THEIRS = Pattern.compile(
            "(spark-(?!.*lie4j)|hadoop-client-|scala-|netty-|log4j-|slf4j-|zstd-jni|icu4j|snappy-java|jackson-module-scala).*");

    private Shipment() {}

    /**
     * Jars to send. Folders with classes, as builds have them, become jars.
     *
     * @param classPath as in the property {@code java.class.path}
     * @param scratch folder for such jars
     */
    static List<String> of(String classPath, Path scratch) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(packed(path, scratch.resolve("classes-" + jars.size() + ".jar"))
                        .toUri()
                        .toString());
            } else if (Files.isRegularFile(path)
                    && !THEIRS.matcher(path.getFileName().toString()).matches()) {
                jars.add(path.toAbsolutePath().toUri().toString());
            }
        }
        return jars;
    }

    private static Path packed(Path folder, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                entries.putNextEntry(
                        new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
