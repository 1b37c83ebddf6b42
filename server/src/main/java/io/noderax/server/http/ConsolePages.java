package io.noderax.server.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console: its files, and its first page for every address that a person opens and that is nothing else of the server.
 * The page learns from its base how deep its address is, so it works behind any path prefix of a proxy.
 */
@Singleton
public class ConsolePages {
    private static final int AFTER_THE_FRONT_DOOR = 9_000;
    private static final String INDEX = "index.html";
    private static final String BASE = "<base href=\"./\" />";
    private static final int DEEPEST = 20;

    /** What belongs to the server itself, with all below it. */
    private static final String NOT_PAGES = "/(api|socket\\.io|health|q|openapi|metrics|install\\.sh)(/.*)?";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
                    + "connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final ConsoleFiles files = new ConsoleFiles();
    private final Map<Integer, ConsoleFiles.File> pages = new ConcurrentHashMap<>();

    void stand(@Observes Filters filters) {
        filters.register(this::look, AFTER_THE_FRONT_DOOR);
    }

    private void look(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!reads || path == null || path.matches(NOT_PAGES)) {
            context.next();
            return;
        }
        ConsoleFiles.File file = path.equals("/" + INDEX) ? null : files.find(path.substring(1));
        if (file != null) {
            String kept = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
            answer(request, file, kept);
        } else {
            page(context, path);
        }
    }

    private void page(RoutingContext context, String path) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean isForPeople = path.equals("/") || (accepted != null && accepted.contains("text/html"));
        int depth = (int) path.chars().filter(letter -> letter == '/').count() - 1;
        ConsoleFiles.File page = isForPeople && !path.startsWith("/assets/") ? page(depth) : null;
        if (page == null) {
            context.next();
        } else {
            answer(context.request(), page, "no-cache");
        }
    }

    /** The first page for an address of that many folders; null when the console was not built in. */
    private ConsoleFiles.@Nullable File page(int depth) {
        ConsoleFiles.File index = files.find(INDEX);
        if (index == null || depth < 0 || depth > DEEPEST) {
            return null;
        }
        return pages.computeIfAbsent(depth, folders -> {
            String base = folders == 0 ? "./" : "../".repeat(folders);
            String text = index.bytes().toString(StandardCharsets.UTF_8).replace(BASE, BASE.replace("./", base));
            return ConsoleFiles.file(index.type(), text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void answer(HttpServerRequest request, ConsoleFiles.File file, String kept) {
        HttpServerResponse response = request.response();
        HEADERS.forEach(response::putHeader);
        String encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        Buffer packed = encodings != null && encodings.contains("gzip") ? file.packed() : null;
        Buffer bytes = packed == null ? file.bytes() : packed;
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, kept)
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(HttpHeaders.CONTENT_ENCODING, packed == null ? "identity" : "gzip")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
        request.resume();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(bytes);
        }
    }
}
