package org.lie4j.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/** A Spark master and its worker as processes of their own, in an installation that has Spark and nothing of ours. */
final class Standalone implements AutoCloseable {
    private static final Pattern OURS = Pattern.compile("(lie4j|nd4j|deeplearning4j|openblas|javacpp).*");

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    Standalone(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path jars = Files.createDirectories(folder.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (Files.isRegularFile(jar)
                    && !OURS.matcher(jar.getFileName().toString()).matches()) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
    }

    String address() {
        return "spark://127.0.0.1:" + port;
    }

    void startMaster() throws IOException {
        start("master", Master.class, "--port", Integer.toString(port));
        for (int i = 0; i < 6000; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException("the master does not listen: " + Files.readString(folder.resolve("master.log")));
    }

    void startWorker() throws IOException {
        start("worker", Worker.class, "--cores", "2", "--memory", "1g", address());
    }

    private void start(String name, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(flags());
        command.addAll(List.of("-cp", folder.resolve("jars") + "/*", main.getName()));
        command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_WORKER_DIR", folder.resolve("work").toString());
        builder.environment().remove("CLASSPATH");
        processes.add(builder.start());
    }

    /** Those of this process that open what Spark needs. */
    static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-opens"))
                .toList();
    }

    void killWorker() throws IOException {
        Process worker = processes.remove(processes.size() - 1);
        end(worker);
    }

    private static void end(Process process) throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(300, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (int p = processes.size() - 1; p >= 0; p--) {
            end(processes.get(p));
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder.resolve("jars"))) {
            for (Path link : links) {
                Files.delete(link);
            }
        }
    }
}
