package io.noderax.agent.location;

import io.noderax.agent.controlplane.OutsideCall;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeLocation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where this machine's public address seems to be, as ipinfo.io says; its answer has {@code region} and {@code loc}, which is
 * {@code LATITUDE,LONGITUDE}. Only for who has allowed it: the look-up tells somebody else of the machine.
 */
public final class PublicAddress implements LocationSource {
    /** The look-up's address. */
    public static final URI IPINFO = URI.create("https://ipinfo.io");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OutsideCall outside;
    private final URI address;
    private final @Nullable String token;

    /** @param token of an account there; null: asks without one */
    public PublicAddress(OutsideCall outside, URI address, @Nullable String token) {
        this.outside = outside;
        this.address = address;
        this.token = token;
    }

    @Override
    public @Nullable NodeLocation find() {
        Map<String, String> account = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        try {
            OutsideCall.Answer answer = outside.ask("GET", address.resolve("/json"), account, PATIENCE);
            return answer.isGood() ? location(Json.parseObject(answer.body())) : null;
        } catch (IOException | JsonException e) {
            return null;
        }
    }

    private static @Nullable NodeLocation location(JsonObject answer) {
        String region = answer.text("region");
        if (region == null || region.isEmpty()) {
            return null;
        }
        String place = answer.text("loc");
        String[] degrees = place == null ? new String[0] : place.split(",", -1);
        boolean exact = degrees.length == 2;
        return new NodeLocation(
                "ipinfo",
                "public-ip",
                region,
                null,
                exact ? degrees(degrees[0]) : null,
                exact ? degrees(degrees[1]) : null);
    }

    private static @Nullable Double degrees(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
