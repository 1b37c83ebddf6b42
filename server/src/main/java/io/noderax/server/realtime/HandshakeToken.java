package io.noderax.server.realtime;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.http.Bearer;
import io.noderax.server.http.SessionCookie;
import io.noderax.socketio.server.ConnectRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token with which a browser enters a namespace, wherever it put it (wire contract, 4.1). */
public final class HandshakeToken {
    private static final List<String> MEMBERS = List.of("token", "accessToken", "authorization");

    private HandshakeToken() {}

    /** Without the word {@code Bearer}; null when there is none. A cookie counts last; {@link SocketIoRoutes} keeps those of our own page only. */
    public static @Nullable String of(ConnectRequest request) {
        JsonObject auth;
        try {
            auth = Json.parseObject(request.auth());
        } catch (JsonException _) {
            return null;
        }
        for (String name : MEMBERS) {
            String token = auth.text(name);
            if (token != null && !token.isBlank()) {
                String bearer = Bearer.of(token);
                return bearer == null ? token.strip() : bearer;
            }
        }
        String bearer = Bearer.of(request.handshake().header("authorization"));
        return bearer == null ? SessionCookie.of(request.handshake().header("cookie")) : bearer;
    }
}
