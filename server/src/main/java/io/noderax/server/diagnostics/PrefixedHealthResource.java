package io.noderax.server.diagnostics;

import io.noderax.protocol.json.JsonMessage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /health} where old callers look for it (wire contract, 0.1). */
@Path("/api/v1/health")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "health")
public final class PrefixedHealthResource {
    private final HealthResource health;

    PrefixedHealthResource(HealthResource health) {
        this.health = health;
    }

    @GET
    @Operation(summary = "The server lives")
    public JsonMessage alive() {
        return health.alive();
    }
}
