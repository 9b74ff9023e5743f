package org.lie4j.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of Spark masters, and whether something listens there. */
final class Masters {
    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d*)(, *[1-9]\\d*)?])?");
    private static final Pattern STANDALONE = Pattern.compile("spark://[^:/,\\s]+:\\d+(,[^:/,\\s]+:\\d+)*");
    private static final Pattern OTHER = Pattern.compile("(yarn|k8s://\\S+)");
    private static final Pattern HOST = Pattern.compile("([^:/,]+):(\\d+)");

    private Masters() {}

    /** Whether executors are threads of this process. */
    static boolean isLocal(String master) {
        return LOCAL.matcher(master).matches();
    }

    static void requireAddress(String master) {
        if (!isLocal(master)
                && !STANDALONE.matcher(master).matches()
                && !OTHER.matcher(master).matches()) {
            throw new IllegalArgumentException(
                    "expected local, local[N], spark://HOST:PORT, yarn or k8s://ADDRESS, got " + master);
        }
    }

    /** Spark itself would try for a minute, and then end in whatever exception comes first. */
    static void requireListening(String master, int seconds) throws IOException {
        if (!STANDALONE.matcher(master).matches()) {
            return;
        }
        IOException last = null;
        Matcher hosts = HOST.matcher(master.substring("spark://".length()));
        while (hosts.find()) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(hosts.group(1), port(master, hosts.group(2))),
                        Math.min(seconds, 10) * 1000);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "no master answers there (" + last.getMessage() + "), expected one that is running", last);
    }

    private static int port(String master, String digits) {
        int port = digits.length() > 5 ? -1 : Integer.parseInt(digits);
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("expected a port from 1 to 65535, got " + digits + " in " + master);
        }
        return port;
    }
}
