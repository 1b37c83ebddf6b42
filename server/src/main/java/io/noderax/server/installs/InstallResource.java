package io.noderax.server.installs;

import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.install.NodeInstallView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The machine's side of an installation; its token stands in the body (wire contract, 1.3). */
@Path("/api/v1/node-installs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "installs")
public final class InstallResource {
    private final Installs installs;

    InstallResource(Installs installs) {
        this.installs = installs;
    }

    @POST
    @Path("/consume")
    @ResponseStatus(201)
    @Operation(summary = "A machine becomes the node that was prepared")
    public EnrolledNode consume(ConsumeInstall install) {
        return installs.consume(install);
    }

    @POST
    @Path("/progress")
    @ResponseStatus(201)
    @Operation(summary = "The installer says how far it is")
    public NodeInstallView report(InstallProgress progress) {
        return installs.report(progress);
    }
}
