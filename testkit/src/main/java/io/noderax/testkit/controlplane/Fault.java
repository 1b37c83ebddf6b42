package io.noderax.testkit.controlplane;

import java.time.Duration;
import java.util.Map;

/** One way in which a server, or what stands before it, misbehaves. */
public sealed interface Fault {
    /** Answers this instead of doing anything. */
    record Answer(int status, Map<String, String> headers, String body) implements Fault {}

    /** Closes the connection before anything is done. */
    record LostRequest() implements Fault {}

    /** Does what was asked, then closes the connection instead of answering. */
    record LostAnswer() implements Fault {}

    /** Does what was asked at once, and answers this much later. */
    record LateAnswer(Duration delay) implements Fault {}

    /** Does what was asked, answers half of the body, and then says no more: the connection ends, or stays open. */
    record HalfAnswer(boolean staysOpen) implements Fault {}

    /** What a proxy or a captive portal says. */
    static Fault html(int status) {
        return new Answer(
                status, Map.of("content-type", "text/html"), "<html><body>Sign in to the network</body></html>");
    }

    /** A refusal in the wire's form. */
    static Fault refusal(int status, String message) {
        return new Answer(
                status,
                Map.of("content-type", "application/json"),
                "{\"statusCode\":%d,\"message\":\"%s\"}".formatted(status, message));
    }

    /** Too many calls; come back later. */
    static Fault throttled(int seconds) {
        return new Answer(
                429,
                Map.of("content-type", "application/json", "retry-after", Integer.toString(seconds)),
                "{\"statusCode\":429,\"message\":\"ThrottlerException: Too Many Requests\"}");
    }
}
