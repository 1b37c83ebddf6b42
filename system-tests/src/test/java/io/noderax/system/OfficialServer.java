package io.noderax.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** The official JavaScript server as a process. */
final class OfficialServer implements AutoCloseable {
    private final Process process;
    private final int port;

    private OfficialServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static OfficialServer start() {
        try {
            Process process =
                    JavaScript.prepare("official-server.mjs", List.of()).start();
            @SuppressWarnings("resource")
            BufferedReader out = process.inputReader();
            String port = out.readLine();
            if (port == null) {
                throw new AssertionError("the official server does not start");
            }
            return new OfficialServer(process, Integer.parseInt(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/socket.io/");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
