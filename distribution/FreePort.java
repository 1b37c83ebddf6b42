/** Prints the number of a free port of loopback. */
void main() throws Exception {
    try (var socket = new java.net.ServerSocket(0)) {
        IO.println(socket.getLocalPort());
    }
}
