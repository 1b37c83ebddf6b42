package io.noderax.agent.root;

import io.noderax.linux.LocalSocket;
import io.noderax.protocol.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A root broker that takes one request and then says only what the test has it say. */
public final class SilentBroker implements AutoCloseable {
    private final ServerSocketChannel server;
    private SocketChannel caller;
    private BufferedReader requests;

    public SilentBroker(Path socket) throws IOException {
        this.server = LocalSocket.listen(socket);
    }

    /** Blocks until somebody has asked; gives what. */
    public String awaitRequest() throws IOException {
        caller = server.accept();
        requests = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
        return next();
    }

    /** What the same caller says next. */
    public String next() throws IOException {
        return String.valueOf(requests.readLine());
    }

    public void say(JsonObject message) throws IOException {
        caller.write(ByteBuffer.wrap((message + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (caller != null) {
            caller.close();
        }
    }
}
