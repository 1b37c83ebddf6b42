package io.noderax.server.http;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.problem.Problem;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every failure as the one error body of the wire ({@link Problem}). */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final InstantSource clock;

    public Problems(InstantSource clock) {
        this.clock = clock;
    }

    @ServerExceptionMapper
    public Response refused(Refusal refusal, ContainerRequestContext request) {
        Response.ResponseBuilder answer =
                answer(request, refusal.status(), refusal.title(), refusal.getMessage(), List.of());
        if (refusal.retryAfter() != null) {
            answer.header("Retry-After", Math.max(1, refusal.retryAfter().toSeconds()));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response invalid(InvalidFields invalid, ContainerRequestContext request) {
        String message = String.join("; ", invalid.problems());
        return answer(request, 400, "Bad Request", message, invalid.problems()).build();
    }

    @ServerExceptionMapper
    public Response notJson(JsonException broken, ContainerRequestContext request) {
        String message = broken.getMessage() == null ? "not valid JSON" : broken.getMessage();
        return answer(request, 400, "Bad Request", message, List.of()).build();
    }

    /** Also for a method that the path does not know: the reference makes no difference. */
    @ServerExceptionMapper({NotFoundException.class, NotAllowedException.class})
    public Response noSuchRoute(WebApplicationException unknown, ContainerRequestContext request) {
        String message = "Cannot " + request.getMethod() + ' ' + target(request);
        return answer(request, 404, "Not Found", message, List.of()).build();
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, ContainerRequestContext request) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        String message = failure.getMessage() == null ? status.getReasonPhrase() : failure.getMessage();
        return answer(request, status.getStatusCode(), status.getReasonPhrase(), message, List.of())
                .build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, ContainerRequestContext request) {
        if (hasLeft(failure)) {
            LOG.infof(
                    "client has left before its request was read method=%s path=%s",
                    request.getMethod(), target(request));
            return answer(request, 400, "Bad Request", "the request is not whole", List.of())
                    .build();
        }
        LOG.errorf(failure, "request failed method=%s path=%s", request.getMethod(), target(request));
        return answer(request, 500, null, "Internal server error", List.of()).build();
    }

    /** An agent that is killed, a network that is cut: nothing is wrong here, and nobody reads the answer. */
    private static boolean hasLeft(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException || cause instanceof RequestCutOff) {
                return true;
            }
        }
        return false;
    }

    private Response.ResponseBuilder answer(
            ContainerRequestContext request, int status, @Nullable String title, String message, List<String> errors) {
        Problem problem = new Problem(status, target(request), clock.instant(), message, title, errors);
        return Response.status(status).entity(problem).type(MessageWriter.JSON);
    }

    /** As it was asked for, but for tokens: a body is kept and shown in more places than a path. */
    private static String target(ContainerRequestContext request) {
        var uri = request.getUriInfo().getRequestUri();
        String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
        return TokenMask.hide(target);
    }
}
