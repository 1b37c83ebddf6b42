package io.noderax.protocol.node;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is (wire contract, 1).
 *
 * @param provider who runs the machine's place: {@code manual}, {@code aws}, {@code gcp}, {@code azure} or {@code ipinfo}
 * @param source how it is known: {@code config}, {@code metadata} or {@code public-ip}
 * @param latitude in degrees, -90 to 90
 * @param longitude in degrees, -180 to 180
 */
public record NodeLocation(
        String provider,
        String source,
        String region,
        @Nullable String zone,
        @Nullable Double latitude,
        @Nullable Double longitude)
        implements JsonMessage {
    private static final int LONGEST = 120;
    private static final double POLE = 90;
    private static final double DATE_LINE = 180;

    public static NodeLocation read(Fields fields) {
        return new NodeLocation(
                fields.text("provider", 1, LONGEST),
                fields.text("source", 1, LONGEST),
                fields.text("region", 1, LONGEST),
                fields.optionalText("zone", 1, LONGEST),
                fields.optionalNumber("latitude", -POLE, POLE),
                fields.optionalNumber("longitude", -DATE_LINE, DATE_LINE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("provider", provider)
                .put("source", source)
                .put("region", region)
                .putIfPresent("zone", zone)
                .putIfPresent("latitude", latitude)
                .putIfPresent("longitude", longitude)
                .build();
    }
}
