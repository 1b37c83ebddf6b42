package io.noderax.system;

/** Our server for a judge that is run by hand: prints its port, and ends with its input. */
final class JudgedServerMain {
    private JudgedServerMain() {}

    public static void main(String[] arguments) throws java.io.IOException {
        try (JudgedServer server = JudgedServer.start()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
