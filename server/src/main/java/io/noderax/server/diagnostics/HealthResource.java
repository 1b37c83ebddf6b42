package io.noderax.server.diagnostics;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether the server lives, and whether it can work; needs no sign-in and tells nothing secret (wire contract, 0.1). */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "health")
public final class HealthResource {
    private final Health health;

    HealthResource(Health health) {
        this.health = health;
    }

    /** A body of any members. */
    private record Body(JsonObject toJson) implements JsonMessage {}

    @GET
    @Operation(summary = "The server lives")
    public JsonMessage alive() {
        return new Body(health.alive());
    }

    @GET
    @Path("/ready")
    @Operation(summary = "The server can work: 200, else 503")
    @APIResponseSchema(value = JsonMessage.class, responseCode = "200")
    public Response ready() {
        Health.Readiness readiness = health.readiness();
        return Response.status(readiness.ready() ? 200 : 503)
                .entity(new Body(readiness.toJson()))
                .build();
    }
}
