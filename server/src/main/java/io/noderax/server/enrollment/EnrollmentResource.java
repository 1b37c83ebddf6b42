package io.noderax.server.enrollment;

import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.EnrollmentState;
import io.noderax.protocol.enrollment.EnrollmentTicket;
import io.noderax.protocol.enrollment.FinalizeEnrollment;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Refusal;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The machine's side of an enrollment, and approval by token into the default workspace (wire contract, 1.2). */
@Path("/api/v1/enrollments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "enrollment")
public final class EnrollmentResource {
    private final Enrollments enrollments;
    private final Workspaces workspaces;

    EnrollmentResource(Enrollments enrollments, Workspaces workspaces) {
        this.enrollments = enrollments;
        this.workspaces = workspaces;
    }

    @POST
    @Path("/initiate")
    @ResponseStatus(201)
    @Operation(summary = "A machine asks to become a node")
    public EnrollmentTicket request(EnrollmentRequest request) {
        return enrollments.request(request);
    }

    @GET
    @Path("/{token}")
    @Operation(summary = "Where a request stands, for who holds its token")
    public EnrollmentState state(@PathParam("token") String token) {
        return enrollments.state(token);
    }

    @POST
    @Path("/{token}/finalize")
    @ResponseStatus(201)
    @OperatorCall
    @Operation(summary = "Approve a request whose token one was given")
    public EnrolledNode approve(
            @PathParam("token") String token, FinalizeEnrollment approval, @Context SecurityContext security) {
        if (!Operator.of(security).isPlatformAdmin()) {
            throw Refusal.forbidden("Approving into the default workspace needs a platform administrator");
        }
        return enrollments.approveByToken(
                workspaces.defaultWorkspace(),
                token,
                approval.email(),
                new Enrollments.Approval(approval.nodeName(), approval.description()));
    }
}
