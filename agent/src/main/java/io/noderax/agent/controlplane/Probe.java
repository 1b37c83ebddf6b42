package io.noderax.agent.controlplane;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a control plane without a node's identity, for somebody who wants to see the answer itself. */
public final class Probe {
    private final Api.Address address;
    private final HttpTransport transport;

    /**
     * An answer.
     *
     * @param body as an object; null when it is none
     */
    public record Reply(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String date,
            String text,
            @Nullable JsonObject body) {}

    public Probe(Api.Address address) {
        this.address = address;
        this.transport = new HttpTransport(address.proxies(), address.tls(), address.userAgent());
    }

    /** @param path from the root of the server, whatever the API's path is */
    public Reply get(String path, Duration within) throws IOException {
        URI url = address.url();
        URI asked = URI.create(url.getScheme() + "://" + url.getRawAuthority() + path);
        HttpReply reply =
                transport.exchange(new HttpTransport.Request("GET", asked, Map.of(), null, null), within, within);
        HttpReply.Head head = reply.head();
        return new Reply(
                reply.status(), head.contentType(), head.location(), head.date(), reply.body(), parsed(reply.body()));
    }

    private static @Nullable JsonObject parsed(String body) {
        try {
            return Json.parseObject(body);
        } catch (JsonException e) {
            return null;
        }
    }
}
