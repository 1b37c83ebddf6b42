package io.noderax.server.installs;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The install script, where a command points whose server has no path of the API in its address; needs no sign-in. */
@Path("/install.sh")
@Produces(InstallScript.TYPE)
@NonBlocking
@Tag(name = "installs")
public final class InstallScriptResource {
    private final InstallScript script;

    InstallScriptResource(InstallScript script) {
        this.script = script;
    }

    @GET
    @Operation(summary = "The script that makes a machine a node")
    public String script() {
        return script.text();
    }
}
