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
 * The metadata that a machine of a cloud can ask for at a link-local address.
 *
 * <p>Sources: Amazon EC2 User Guide, "Use the Instance Metadata Service" (version 2); Google Compute Engine, "View and query VM
 * metadata"; Azure Instance Metadata Service for virtual machines.
 */
public final class CloudMetadata implements LocationSource {
    /** Where all three clouds answer. */
    public static final URI LINK_LOCAL = URI.create("http://169.254.169.254");

    private static final String SOURCE = "metadata";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String GET = "GET";

    private final OutsideCall outside;
    private final URI address;

    /** @param outside without a proxy: a proxy would answer for its own machine */
    public CloudMetadata(OutsideCall outside, URI address) {
        this.outside = outside;
        this.address = address;
    }

    @Override
    public @Nullable NodeLocation find() {
        try {
            NodeLocation amazon = amazon();
            NodeLocation google = amazon == null ? google() : amazon;
            return google == null ? azure() : google;
        } catch (IOException e) {
            // Nobody answers there: no machine of a cloud, or one that is not ready yet.
            return null;
        }
    }

    private @Nullable NodeLocation amazon() throws IOException {
        OutsideCall.Answer token =
                ask("PUT", "/latest/api/token", Map.of("X-aws-ec2-metadata-token-ttl-seconds", "60"));
        if (!token.isGood() || token.body().isBlank()) {
            return null;
        }
        Map<String, String> proof =
                Map.of("X-aws-ec2-metadata-token", token.body().strip());
        OutsideCall.Answer region = ask(GET, "/latest/meta-data/placement/region", proof);
        OutsideCall.Answer zone = ask(GET, "/latest/meta-data/placement/availability-zone", proof);
        return location("aws", text(region), text(zone));
    }

    /** The zone is {@code projects/NUMBER/zones/REGION-LETTER}. */
    private @Nullable NodeLocation google() throws IOException {
        String place = text(ask(GET, "/computeMetadata/v1/instance/zone", Map.of("Metadata-Flavor", "Google")));
        if (place == null || !place.contains("/zones/")) {
            return null;
        }
        String zone = place.substring(place.lastIndexOf('/') + 1);
        int letter = zone.lastIndexOf('-');
        return letter < 0 ? null : location("gcp", zone.substring(0, letter), zone);
    }

    private @Nullable NodeLocation azure() throws IOException {
        String answer = text(
                ask(GET, "/metadata/instance/compute?api-version=2021-02-01&format=json", Map.of("Metadata", "true")));
        try {
            JsonObject compute = answer == null ? JsonObject.EMPTY : Json.parseObject(answer);
            return location("azure", compute.text("location"), compute.text("zone"));
        } catch (JsonException e) {
            return null;
        }
    }

    private OutsideCall.Answer ask(String method, String path, Map<String, String> headers) throws IOException {
        return outside.ask(method, address.resolve(path), headers, PATIENCE);
    }

    private static @Nullable String text(OutsideCall.Answer answer) {
        return answer.isGood() && !answer.body().isBlank() ? answer.body().strip() : null;
    }

    private static @Nullable NodeLocation location(String provider, @Nullable String region, @Nullable String zone) {
        if (region == null || region.isEmpty()) {
            return null;
        }
        return new NodeLocation(provider, SOURCE, region, zone == null || zone.isEmpty() ? null : zone, null, null);
    }
}
