package io.noderax.server.boot;

import io.noderax.server.http.TrustedProxies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Gives the beans what {@link Boot} has read. Static, because Quarkus makes its beans itself and after the settings are known;
 * written once, before that.
 */
@ApplicationScoped
public class Settings {
    private static volatile @Nullable ServerSettings settings;
    private static volatile @Nullable SigningSecret secret;

    static void handOver(ServerSettings read, SigningSecret signing) {
        settings = read;
        secret = signing;
    }

    @Produces
    @Singleton
    ServerSettings settings() {
        return present(settings);
    }

    @Produces
    @Singleton
    TrustedProxies proxies() {
        return present(settings).reach().proxies();
    }

    @Produces
    @Singleton
    SigningSecret secret() {
        return present(secret);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the server was not started by ServerMain");
        }
        return value;
    }
}
