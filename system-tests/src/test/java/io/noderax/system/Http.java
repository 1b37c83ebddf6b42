package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Plain HTTP to a server, with headers of one's choice. */
record Http(String url, Map<String, String> headers) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** An answer whose body may be anything. */
    record Answer(int status, String text, Map<String, List<String>> headers) {
        JsonObject body() {
            return Json.parseObject(text);
        }

        List<JsonObject> items() {
            return Json.parseObjects(text);
        }

        String message() {
            return String.valueOf(body().text("message"));
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    static boolean isReady(String url) {
        try {
            return new Http(url, Map.of()).get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    Answer post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    Answer post(String path, JsonObject body) {
        return post(path, "application/json", body.toString());
    }

    Answer post(String path, String contentType, String body) {
        return send(request(path)
                .header("content-type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer postBytes(String path, String contentType, byte[] body) {
        return send(bytes(path, contentType, body));
    }

    CompletableFuture<Answer> postBytesLater(String path, String contentType, byte[] body) {
        return CLIENT.sendAsync(bytes(path, contentType, body), HttpResponse.BodyHandlers.ofString())
                .thenApply(Http::answer);
    }

    private HttpRequest bytes(String path, String contentType, byte[] body) {
        return request(path)
                .header("content-type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** An answer of bytes. */
    static final class Bytes {
        private final HttpResponse<byte[]> response;

        private Bytes(HttpResponse<byte[]> response) {
            this.response = response;
        }

        int status() {
            return response.statusCode();
        }

        byte[] body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Bytes getBytes(String path) {
        return getBytesLater(path).join();
    }

    CompletableFuture<Bytes> getBytesLater(String path) {
        return CLIENT.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Bytes::new);
    }

    CompletableFuture<Answer> postLater(String path, JsonObject body) {
        HttpRequest request = request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Http::answer);
    }

    Answer send(String method, String path) {
        return send(request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    Http with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Http(url, more);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest request) {
        try {
            return answer(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(), response.body(), response.headers().map());
    }
}
