package io.noderax.server.auth;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.CreateFirstAdministrator;
import io.noderax.protocol.session.UserView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** While no user exists, whoever reads the server's output makes the first (extension {@code first-administrator}). */
@Path("/api/v1/auth/first-administrator")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "sign-in")
public final class FirstAdministratorResource {
    /** Whether there is still nobody who could sign in. */
    public record Need(boolean needed) implements JsonMessage {
        @Override
        public JsonObject toJson() {
            return JsonObject.of("needed", needed);
        }
    }

    private final FirstAdministrator first;

    FirstAdministratorResource(FirstAdministrator first) {
        this.first = first;
    }

    @GET
    @Operation(summary = "Whether the first administrator has to be made")
    public Need isNeeded() {
        return new Need(first.isNeeded());
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make the first administrator, with the code from the server's output")
    public UserView create(CreateFirstAdministrator wanted) {
        return first.create(wanted);
    }
}
