package io.noderax.protocol.telemetry;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.function.ToLongFunction;

/** The sum of a node's interfaces: the flat form, which is what the reference takes over HTTP, and stores. */
public record NetworkTotals(List<NetworkCounters> interfaces) implements JsonMessage {
    @Override
    public JsonObject toJson() {
        return sums().build();
    }

    /** The same with the interfaces one by one, as the reference shows them. */
    public JsonObject withInterfaces() {
        return sums().put("interfaces", interfaces).build();
    }

    private JsonObject.Builder sums() {
        return JsonObject.builder()
                .put("rxBytes", sum(NetworkCounters::bytesRecv))
                .put("txBytes", sum(NetworkCounters::bytesSent))
                .put("rxPackets", sum(NetworkCounters::packetsRecv))
                .put("txPackets", sum(NetworkCounters::packetsSent))
                .put("errorsIn", sum(NetworkCounters::errorsIn))
                .put("errorsOut", sum(NetworkCounters::errorsOut))
                .put("dropIn", sum(NetworkCounters::dropIn))
                .put("dropOut", sum(NetworkCounters::dropOut));
    }

    private long sum(ToLongFunction<NetworkCounters> counter) {
        return interfaces.stream().mapToLong(counter).sum();
    }
}
