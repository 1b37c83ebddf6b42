package io.noderax.protocol.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How much of the time work stood still for lack of something, in percent (PSI; extension telemetry).
 *
 * @param some10 the share of the last 10 s in which some task waited
 * @param full10 the share in which all of them waited; null where the kernel does not say
 */
public record Pressure(
        double some10,
        double some60,
        double some300,
        @Nullable Double full10,
        @Nullable Double full60,
        @Nullable Double full300)
        implements JsonMessage {
    static Pressure read(Fields fields) {
        return new Pressure(
                orZero(fields.optionalNumber("some10", 0, 100)),
                orZero(fields.optionalNumber("some60", 0, 100)),
                orZero(fields.optionalNumber("some300", 0, 100)),
                fields.optionalNumber("full10", 0, 100),
                fields.optionalNumber("full60", 0, 100),
                fields.optionalNumber("full300", 0, 100));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("some10", some10)
                .put("some60", some60)
                .put("some300", some300)
                .putIfPresent("full10", full10)
                .putIfPresent("full60", full60)
                .putIfPresent("full300", full300)
                .build();
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
