package io.noderax.server;

import io.noderax.server.boot.Boot;
import io.noderax.server.boot.Relocation;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.boot.SettingsReader;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The server process: environment to exit code; with {@code backup} or {@code restore} only its database, then it ends. */
@QuarkusMain
public final class ServerMain {
    private static final int BAD_SETTINGS = 2;

    private ServerMain() {}

    /** Exits with 0 after a stop, 1 when the server failed, 2 when it could not start as it is configured. */
    public static void main(String[] arguments) {
        System.exit(Relocation.isMeant(arguments) ? relocate(arguments) : run());
    }

    /** What is written to standard output is data: everything that is said goes to the other one. */
    private static int relocate(String... arguments) {
        OutputStream data = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        System.setOut(System.err);
        try (data) {
            ServerSettings settings = new SettingsReader(System.getenv(), defaultHome()).read();
            return new Relocation(settings, new SecureRandom(), System.in, data, System.err).run(arguments);
        } catch (SettingsReader.BadSettings e) {
            e.problems().forEach(problem -> System.err.println("noderax-server: " + problem));
            return BAD_SETTINGS;
        } catch (IOException e) {
            System.err.println("noderax-server: standard output cannot be written: " + e.getMessage());
            return 1;
        }
    }

    private static int run() {
        try {
            ServerSettings settings = new SettingsReader(System.getenv(), defaultHome()).read();
            return new Boot(settings, new SecureRandom(), System.err).run();
        } catch (SettingsReader.BadSettings e) {
            e.problems().forEach(problem -> System.err.println("noderax-server: " + problem));
            return BAD_SETTINGS;
        }
    }

    private static Path defaultHome() {
        return "root".equals(System.getProperty("user.name"))
                ? Path.of("/var/lib/noderax")
                : Path.of(System.getProperty("user.home"), ".noderax");
    }
}
