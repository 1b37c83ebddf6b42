package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the terminal shows (wire contract, 2.2).
 *
 * @param place where it stands; null towards and from a peer without the extension terminal-resume
 */
public record TerminalOutput(
        TerminalSessionId sessionId,
        Direction direction,
        Payload payload,
        @Nullable Instant timestamp,
        @Nullable OutputPlace place)
        implements TerminalMessage {
    public static final String EVENT = "terminal.output";

    /** Characters of base64. */
    public static final int LONGEST_PAYLOAD = 65_536;

    /** Bytes that fit into it. */
    public static final int LARGEST = LONGEST_PAYLOAD / 4 * 3;

    public static TerminalOutput read(Fields fields) {
        return new TerminalOutput(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.choice("direction", Direction.BY_NAME),
                fields.payload("payload", LONGEST_PAYLOAD),
                fields.optionalInstant("timestamp"),
                OutputPlace.read(fields));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = start().put("direction", direction.wireName())
                .put("payload", payload)
                .putIfPresent("timestamp", timestamp);
        return place == null ? json.build() : place.into(json).build();
    }
}
