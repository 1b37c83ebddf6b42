package io.noderax.cli.shell;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.socketio.client.Acknowledged;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One socket at the {@code /terminal} namespace, and what is asked on it (wire contract, 4.2). Safe for several threads. */
final class ShellLink implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /** Keys with their place among all that were typed here. Nobody compares them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Stroke(UUID keyboard, long number, byte[] keys) {}

    private final SocketClient client;
    private final String session;

    ShellLink(SocketClient client, String session) {
        this.client = client;
        this.session = session;
    }

    /** The answer; null when none came. Somebody must listen meanwhile. */
    @Nullable
    JsonObject attach(@Nullable Long afterSeq) {
        return ask("terminal.attach", body().putIfPresent("afterSeq", afterSeq));
    }

    /** @param numbered whether the server knows a repetition by the number */
    @Nullable
    JsonObject type(Stroke stroke, boolean numbered) {
        JsonObject.Builder body = body().put("payload", Base64.getEncoder().encodeToString(stroke.keys()));
        if (numbered) {
            body.put("keyboard", stroke.keyboard()).put("number", stroke.number());
        }
        return ask("terminal.input", body);
    }

    @Nullable
    JsonObject resize(TerminalSize size) {
        return ask("terminal.resize", body().put("cols", size.cols()).put("rows", size.rows()));
    }

    private JsonObject.Builder body() {
        return JsonObject.builder().put("sessionId", session);
    }

    private @Nullable JsonObject ask(String event, JsonObject.Builder body) {
        CompletableFuture<@Nullable JsonObject> answer = new CompletableFuture<>();
        try {
            client.ask(event, List.of(body.build().toString()), WITHIN, new Acknowledged() {
                @Override
                public void answered(List<String> arguments) {
                    answer.complete(arguments.isEmpty() ? null : Json.parseObject(arguments.getFirst()));
                }

                @Override
                public void missing() {
                    answer.complete(null);
                }
            });
            return answer.get();
        } catch (SocketFailed e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
