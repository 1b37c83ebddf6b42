package io.noderax.server.enrollment;

import io.noderax.protocol.enrollment.ApproveEnrollment;
import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.enrollment.FinalizeEnrollment;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.problem.Reason;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The enrollment inbox of a workspace (an extension), and the reference's approval by token beside it. */
@Path("/api/v1/workspaces/{workspaceId}/enrollments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "enrollment")
public final class WorkspaceEnrollmentResource {
    private final Enrollments enrollments;
    private final Workspaces workspaces;

    WorkspaceEnrollmentResource(Enrollments enrollments, Workspaces workspaces) {
        this.enrollments = enrollments;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "Requests of machines, newest first")
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    public List<EnrollmentView> list(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        EnrollmentFilter filter = QueryFields.read(uri, EnrollmentFilter::read);
        return enrollments.list(inbox(workspaceId, Operator.of(security)), filter);
    }

    @POST
    @Path("/{enrollmentId}/approve")
    @ResponseStatus(201)
    @Operation(summary = "Let the machine in")
    public EnrollmentView approve(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("enrollmentId") String enrollmentId,
            ApproveEnrollment approval,
            @Context SecurityContext security) {
        return enrollments.approve(
                inbox(workspaceId, Operator.of(security)),
                Ids.enrollment(enrollmentId),
                new Enrollments.Approval(approval.nodeName(), approval.description()));
    }

    @POST
    @Path("/{enrollmentId}/refuse")
    @ResponseStatus(201)
    @Operation(summary = "Send the machine away")
    public EnrollmentView refuse(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("enrollmentId") String enrollmentId,
            Reason reason,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return enrollments.refuse(
                inbox(workspaceId, operator), Ids.enrollment(enrollmentId), operator, reason.reason());
    }

    @POST
    @Path("/{token}/finalize")
    @ResponseStatus(201)
    @Operation(summary = "Approve a request whose token one was given")
    public EnrolledNode approveByToken(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("token") String token,
            FinalizeEnrollment approval,
            @Context SecurityContext security) {
        WorkspaceId workspace = inbox(workspaceId, Operator.of(security)).workspace();
        return enrollments.approveByToken(
                workspace,
                token,
                approval.email(),
                new Enrollments.Approval(approval.nodeName(), approval.description()));
    }

    private Inbox inbox(String workspaceId, Operator operator) {
        WorkspaceId workspace = Ids.workspace(workspaceId);
        workspaces.changeable(operator, workspace);
        return new Inbox(workspace, operator.isPlatformAdmin());
    }
}
