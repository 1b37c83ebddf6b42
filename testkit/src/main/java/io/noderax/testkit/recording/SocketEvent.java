package io.noderax.testkit.recording;

import io.noderax.protocol.json.JsonObject;

/**
 * One recorded Socket.IO event.
 *
 * @param recording the recording's name
 * @param seq its place in the recording
 * @param fromServer whether the server sent it
 * @param name the event's name
 * @param body its first argument; an empty object when that was no object
 */
public record SocketEvent(String recording, long seq, boolean fromServer, String name, JsonObject body) {
    static SocketEvent read(String recording, JsonObject line) {
        Object first = line.list("args").isEmpty() ? null : line.list("args").getFirst();
        return new SocketEvent(
                recording,
                line.get("seq") instanceof Long seq ? seq : 0,
                "recv".equals(line.text("dir")),
                String.valueOf(line.text("event")),
                first instanceof JsonObject body ? body : JsonObject.EMPTY);
    }

    /** Where it stands, for messages. */
    @Override
    public String toString() {
        return "%s #%d: %s".formatted(recording, seq, name);
    }
}
