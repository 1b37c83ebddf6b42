package io.noderax.socketio.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a server says when a connection opens.
 *
 * @param sid the connection's id
 * @param upgrades the transports it may change to
 * @param pingInterval milliseconds between two pings of the server
 * @param pingTimeout milliseconds that it waits for a pong
 * @param maxPayload bytes that one frame or body may have
 */
public record Handshake(String sid, List<String> upgrades, int pingInterval, int pingTimeout, int maxPayload) {
    public Handshake {
        upgrades = List.copyOf(upgrades);
        require(!sid.isEmpty() && sid.length() <= 200, "sid must have 1 to 200 characters (got " + sid.length() + ")");
        require(pingInterval > 0, "pingInterval must be above 0 (got " + pingInterval + ")");
        require(pingTimeout > 0, "pingTimeout must be above 0 (got " + pingTimeout + ")");
        require(maxPayload > 0, "maxPayload must be above 0 (got " + maxPayload + ")");
    }

    /**
     * Reads the payload of an open packet; unknown members are passed over.
     *
     * @throws BadPacket when a member is missing or wrong
     */
    public static Handshake parse(String json) {
        Map<String, String> members = JsonText.members(json);
        List<String> upgrades = new ArrayList<>();
        for (String upgrade : JsonText.items(members.getOrDefault("upgrades", "[]"))) {
            upgrades.add(JsonText.string(upgrade));
        }
        return new Handshake(
                JsonText.string(members.getOrDefault("sid", "\"\"")),
                upgrades,
                number(members, "pingInterval"),
                number(members, "pingTimeout"),
                members.containsKey("maxPayload") ? number(members, "maxPayload") : Integer.MAX_VALUE);
    }

    public String toJson() {
        StringJoiner names = new StringJoiner(",", "[", "]");
        upgrades.forEach(upgrade -> names.add(JsonText.quote(upgrade)));
        return "{\"sid\":" + JsonText.quote(sid) + ",\"upgrades\":" + names + ",\"pingInterval\":" + pingInterval
                + ",\"pingTimeout\":" + pingTimeout + ",\"maxPayload\":" + maxPayload + "}";
    }

    private static int number(Map<String, String> members, String name) {
        String text = members.getOrDefault(name, "nothing");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new BadPacket(name + " must be a whole number (got " + BadText.excerpt(text) + ")");
        }
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new BadPacket(otherwise);
        }
    }
}
