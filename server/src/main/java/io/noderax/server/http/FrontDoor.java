package io.noderax.server.http;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Refuses, with the error body of the wire, what would otherwise be refused without one before a resource sees it. */
@Singleton
public class FrontDoor {
    /** To be {@code true} before the framework starts: its own look at the URI comes before all filters, and answers without a body. */
    public static final String LOOKS_INSTEAD = "vertx.disableURIValidation";

    private static final int BEFORE_ALL_OTHERS = 10_000;
    private static final int LONGEST_TARGET = 8 * 1024;

    /** Of a body that is larger than that, the rest is not waited for. */
    private static final long MOST_IGNORED = 1024L * 1024 * 1024;

    private final InstantSource clock;
    private final long largestBody;

    FrontDoor(InstantSource clock, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.clock = clock;
        this.largestBody = largestBody.asLongValue();
    }

    void stand(@Observes Filters filters) {
        filters.register(this::look, BEFORE_ALL_OTHERS);
    }

    private void look(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = length(request.getHeader(HttpHeaders.CONTENT_LENGTH));
        if (request.uri().length() > LONGEST_TARGET) {
            refuse(request, 414, "URI Too Long", "the path with its query is longer than " + LONGEST_TARGET);
        } else if (!isUri(request.uri())) {
            refuse(
                    request,
                    400,
                    "Bad Request",
                    "the path with its query is no URI: % must be followed by two hex digits, and what no URI may hold"
                            + " must be written so");
        } else if (!isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(request, 400, "Bad Request", "Content-Type must be a media type, for instance application/json");
        } else if (length > largestBody) {
            ignoreBody(request, length);
            refuse(
                    request,
                    413,
                    "Payload Too Large",
                    "the body has " + length + " bytes, at most " + largestBody + " are taken");
        } else {
            context.next();
        }
    }

    /** Who has begun to send goes on, and reads afterwards: an end of the connection would hide the answer. */
    private static void ignoreBody(HttpServerRequest request, long length) {
        if (length > MOST_IGNORED) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.handler(_ -> {});
        request.resume();
    }

    private void refuse(HttpServerRequest request, int status, String title, String message) {
        Problem problem =
                new Problem(status, TokenMask.hide(request.uri()), clock.instant(), message, title, List.of());
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MessageWriter.JSON)
                .putHeader(
                        CorrelationFilter.HEADER, CorrelationFilter.idFor(request.getHeader(CorrelationFilter.HEADER)))
                .end(Json.print(problem.toJson()));
    }

    private static long length(@Nullable String said) {
        try {
            return said == null ? 0 : Long.parseLong(said);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isUri(String target) {
        try {
            return !new URI(target).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isMediaType(@Nullable String type) {
        try {
            return type == null || type.isBlank() || MediaType.valueOf(type) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
