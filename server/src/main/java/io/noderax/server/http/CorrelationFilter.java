package io.noderax.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Gives back the caller's {@code x-correlation-id}, or makes one (wire contract, 0.1). */
public final class CorrelationFilter {
    static final String HEADER = "x-correlation-id";
    private static final Pattern HARMLESS = Pattern.compile("[\\x21-\\x7e]{1,128}");

    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, idFor(request.getHeaderString(HEADER)));
    }

    static String idFor(@Nullable String asked) {
        return asked != null && HARMLESS.matcher(asked).matches()
                ? asked
                : UUID.randomUUID().toString();
    }
}
