package io.noderax.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A unix socket that takes datagrams, as a service manager has one. Safe for any number of threads. */
public final class DatagramAddress {
    private static final int LONGEST_NAME = 107;

    private final byte[] name;

    /**
     * As {@code NOTIFY_SOCKET} has it.
     *
     * @param address an absolute path, or {@code @} and an abstract name
     * @throws IllegalArgumentException when it is neither, or too long
     */
    public DatagramAddress(String address) {
        if (!address.startsWith("/") && !address.startsWith("@")) {
            throw new IllegalArgumentException(
                    "the address of a datagram socket is an absolute path or begins with @ (got " + address + ")");
        }
        byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the address of a datagram socket has at most " + LONGEST_NAME + " bytes (got " + address + ")");
        }
        if (bytes[0] == '@') {
            bytes[0] = 0;
        }
        this.name = bytes;
    }

    /** Sends the text as one datagram. */
    public void send(String text) throws IOException {
        SocketCalls.sendDatagram(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
