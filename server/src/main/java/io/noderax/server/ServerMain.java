package io.noderax.server;

import io.noderax.server.boot.Boot;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.boot.SettingsReader;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The server process: environment to exit code. */
@QuarkusMain
public final class ServerMain {
    private static final int BAD_SETTINGS = 2;

    private ServerMain() {}

    /** Exits with 0 after a stop, 1 when the server failed, 2 when it could not start as it is configured. */
    public static void main(String[] arguments) {
        System.exit(run());
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
