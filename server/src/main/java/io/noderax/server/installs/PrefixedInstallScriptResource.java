package io.noderax.server.installs;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The install script, the same beside the API; needs no sign-in. */
@Path("/api/v1/install.sh")
@Produces(InstallScript.TYPE)
@NonBlocking
@Tag(name = "installs")
public final class PrefixedInstallScriptResource {
    private final InstallScript script;

    PrefixedInstallScriptResource(InstallScript script) {
        this.script = script;
    }

    @GET
    @Operation(summary = "The script that makes a machine a node")
    public String script() {
        return script.text();
    }
}
