package io.noderax.protocol.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a node (wire contract, 1.5). Reading takes every form that agents have: flat, nested, counters as {@code networks}
 * or as an array or object {@code networkStats}.
 *
 * @param cpuUsage in percent, as the two others; the reference requires all three, and null is for a peer with the extension telemetry
 * @param temperature of the hottest sensor, in degrees Celsius; null without one
 * @param networks the counters of each interface
 * @param networkStats counters that came as one object; null otherwise
 */
public record Measures(
        @Nullable Double cpuUsage,
        @Nullable Double memoryUsage,
        @Nullable Double diskUsage,
        @Nullable Double temperature,
        List<NetworkCounters> networks,
        @Nullable JsonObject networkStats,
        MoreMeasures more) {
    private static final double HOTTEST = 10_000;

    public Measures {
        networks = List.copyOf(networks);
    }

    public static Measures read(Fields fields) {
        boolean object = fields.holdsObject("networkStats");
        List<NetworkCounters> stats = object ? List.of() : fields.optionalItems("networkStats", NetworkCounters::read);
        List<NetworkCounters> networks = fields.optionalItems("networks", NetworkCounters::read);
        return new Measures(
                percent(fields, "cpuUsage", "cpu", "usagePercent"),
                percent(fields, "memoryUsage", "memory", "usedPercent"),
                percent(fields, "diskUsage", "disk", "usedPercent"),
                fields.optionalNumber("temperature", -HOTTEST, HOTTEST),
                networks.isEmpty() ? stats : networks,
                object ? fields.optionalObject("networkStats") : null,
                MoreMeasures.read(fields));
    }

    /** The counters in the form in which they are stored: as they came as an object, else summed. */
    public JsonObject storedNetworkStats() {
        return networkStats == null ? new NetworkTotals(networks).withInterfaces() : networkStats;
    }

    /** Everything that the reference requires is there. */
    public boolean isComplete() {
        return cpuUsage != null && memoryUsage != null && diskUsage != null;
    }

    /** The same in the form for HTTP, where the reference takes no array: counters summed, without what is ours. */
    public Measures flat() {
        JsonObject totals = networks.isEmpty() ? networkStats : new NetworkTotals(networks).toJson();
        return new Measures(cpuUsage, memoryUsage, diskUsage, temperature, List.of(), totals, MoreMeasures.NONE);
    }

    /** The same without what is ours: for a server without the extension telemetry. */
    public Measures plain() {
        return new Measures(cpuUsage, memoryUsage, diskUsage, temperature, networks, networkStats, MoreMeasures.NONE);
    }

    JsonObject.Builder into(JsonObject.Builder json) {
        json.putIfPresent("cpuUsage", cpuUsage)
                .putIfPresent("memoryUsage", memoryUsage)
                .putIfPresent("diskUsage", diskUsage)
                .putIfPresent("temperature", temperature)
                .putIfPresent("networkStats", networkStats)
                .putIfPresent("networks", networks.isEmpty() ? null : networks);
        more.into(json);
        return json;
    }

    /** Nested values are not refused for their range, as with the reference; they are moved into it. */
    private static @Nullable Double percent(Fields fields, String flat, String group, String nested) {
        Double usage = fields.optionalNumber(flat, 0, 100);
        JsonObject members = fields.optionalObject(group);
        Object inner = members == null ? null : members.get(nested);
        return usage == null && inner instanceof Number number
                ? Double.valueOf(Math.clamp(number.doubleValue(), 0, 100))
                : usage;
    }
}
