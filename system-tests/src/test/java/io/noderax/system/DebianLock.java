package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that works on packages, as far as anybody can see: it has the lock that apt and dpkg take. */
final class DebianLock implements AutoCloseable {
    private static final String SOURCE = """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            class HoldsTheLock {
                public static void main(String[] arguments) throws Exception {
                    FileChannel file = FileChannel.open(Path.of("/var/lib/dpkg/lock-frontend"), StandardOpenOption.WRITE);
                    file.lock();
                    System.out.println("held");
                    System.in.read();
                }
            }
            """;

    private final Process process;

    private DebianLock(Process process) {
        this.process = process;
    }

    static DebianLock take(Path folder) {
        try {
            Path source = Files.writeString(folder.resolve("HoldsTheLock.java"), SOURCE);
            Process process = new ProcessBuilder(Built.JAVA.toString(), source.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = process.inputReader().readLine();
            if (!"held".equals(said)) {
                process.destroyForcibly();
                throw new AssertionError("the lock cannot be taken: " + said);
            }
            return new DebianLock(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
