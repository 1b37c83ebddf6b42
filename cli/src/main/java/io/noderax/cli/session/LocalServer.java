package io.noderax.cli.session;

import io.noderax.cli.http.ServerAddress;
import io.noderax.cli.terminal.PrivateFile;
import io.noderax.cli.terminal.ProcessStamp;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server that {@code up} runs on this machine, as it stands in {@code run/up.json}.
 *
 * <p>Who may read the home's {@code run/local-operator.token} is an operator of it, without a sign-in: the person who started
 * {@code up}, and root. The server renews that token, so it is read for each call.
 *
 * @param authority the server's certificate, when it speaks TLS
 * @param up the process of {@code up}
 */
public record LocalServer(ServerAddress address, @Nullable Path authority, ProcessStamp up) implements JsonMessage {
    /** The one that runs now; null when there is none, or it is not ours to read. */
    public static @Nullable LocalServer running(Path home) {
        LocalServer server = written(home);
        return server != null && server.up.isAlive() ? server : null;
    }

    /** The one that runs or ran last; null when there was none. */
    static @Nullable LocalServer written(Path home) {
        try {
            String text = PrivateFile.read(file(home));
            return text == null ? null : Fields.read(Json.parseObject(text), Fields.Unknown.IGNORED, LocalServer::read);
        } catch (IOException | JsonException | InvalidFields | IllegalArgumentException e) {
            return null;
        }
    }

    public static Path file(Path home) {
        return home.resolve("run").resolve("up.json");
    }

    public static Path tokenFile(Path home) {
        return home.resolve("run").resolve("local-operator.token");
    }

    /** The operator's token as it is now; null while there is none. */
    public static @Nullable String token(Path home) {
        try {
            String text = PrivateFile.read(tokenFile(home));
            return text == null || text.isBlank() ? null : text.strip();
        } catch (IOException e) {
            return null;
        }
    }

    private static LocalServer read(Fields fields) {
        String authority = fields.optionalText("ca", 1, 4096);
        return new LocalServer(
                ServerAddress.parse(fields.text("address", 1, 2000)),
                authority == null ? null : Path.of(authority),
                ProcessStamp.read(fields));
    }

    @Override
    public JsonObject toJson() {
        return up.toJson().toBuilder()
                .put("address", address.toString())
                .putIfPresent("ca", authority == null ? null : authority.toString())
                .build();
    }
}
