package io.noderax.system;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The name service of some processes: a mount namespace with files of their own in place of {@code /etc/hosts} and
 * {@code /etc/resolv.conf}. The name is known, or it has to be asked for at a server that refuses, or at one that is silent.
 */
final class NameService implements AutoCloseable {
    static final String NAME = "control-plane.noderax.test";

    private static final String SILENT = "127.0.0.153";
    private static final String REFUSING = "127.0.0.154";
    private static final String BECOME =
            "mount --bind \"$1\" /etc/hosts && mount --bind \"$2\" /etc/resolv.conf && shift 2 && exec \"$@\"";

    private final Path hosts;
    private final Path resolver;
    private final DatagramSocket silent;

    NameService(Path folder) throws IOException {
        hosts = folder.resolve("hosts");
        resolver = folder.resolve("resolv.conf");
        silent = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(SILENT), 53));
        work();
    }

    static boolean isPossible() {
        try {
            Process process = new ProcessBuilder("unshare", "--mount", "mount", "--bind", "/etc/hosts", "/etc/hosts")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Surroundings surroundings() {
        return new Surroundings(
                List.of("unshare", "--mount", "sh", "-c", BECOME, "sh", hosts.toString(), resolver.toString()),
                Map.of());
    }

    void work() throws IOException {
        write("127.0.0.1 localhost " + NAME, REFUSING);
    }

    /** The name server's machine says at once that nobody listens. */
    void refuse() throws IOException {
        write("127.0.0.1 localhost", REFUSING);
    }

    /** Questions are taken and never answered. */
    void beSilent() throws IOException {
        write("127.0.0.1 localhost", SILENT);
    }

    /** Into the same files, which are what is mounted. */
    private void write(String known, String server) throws IOException {
        Files.writeString(resolver, "nameserver " + server + "\noptions timeout:2 attempts:2\n");
        Files.writeString(hosts, known + "\n");
    }

    @Override
    public void close() {
        silent.close();
    }
}
