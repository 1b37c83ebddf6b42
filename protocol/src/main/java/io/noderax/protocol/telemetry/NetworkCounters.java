package io.noderax.protocol.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/** What has gone through one network interface since it is there. */
public record NetworkCounters(
        String name,
        long bytesSent,
        long bytesRecv,
        long packetsSent,
        long packetsRecv,
        long errorsIn,
        long errorsOut,
        long dropIn,
        long dropOut)
        implements JsonMessage {
    public static NetworkCounters read(Fields fields) {
        return new NetworkCounters(
                fields.text("interface", 0, 256),
                count(fields, "bytesSent"),
                count(fields, "bytesRecv"),
                count(fields, "packetsSent"),
                count(fields, "packetsRecv"),
                count(fields, "errorsIn"),
                count(fields, "errorsOut"),
                count(fields, "dropIn"),
                count(fields, "dropOut"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("interface", name)
                .put("bytesSent", bytesSent)
                .put("bytesRecv", bytesRecv)
                .put("packetsSent", packetsSent)
                .put("packetsRecv", packetsRecv)
                .put("errorsIn", errorsIn)
                .put("errorsOut", errorsOut)
                .put("dropIn", dropIn)
                .put("dropOut", dropOut)
                .build();
    }

    private static long count(Fields fields, String name) {
        Long count = fields.optionalInteger(name, 0, Long.MAX_VALUE);
        return count == null ? 0 : count;
    }
}
