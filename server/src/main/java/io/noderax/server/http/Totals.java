package io.noderax.server.http;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list, and of how many it is a page. */
public record Totals<T>(List<T> page, @Nullable Long total) {
    /** Counts all that the filter lets through, whatever page was asked for. */
    public static final String HEADER = "x-noderax-total";

    public Response answer() {
        Response.ResponseBuilder answer = Response.ok(page);
        return (total == null ? answer : answer.header(HEADER, total)).build();
    }
}
