package io.noderax.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskStatus;
import org.junit.jupiter.api.Test;

/** What is stored of a report: never refused for its size, and always with a reason. */
class EndingTest {
    @Test
    void aLongOutputKeepsItsStartAndItsEndWithAMarkBetween() {
        String output = "a".repeat(10_000) + "b".repeat(300_000) + "c".repeat(10_000);

        Ending ending = ending(JsonObject.builder()
                .put("status", "success")
                .put("output", output)
                .build());

        assertThat(ending.outputTruncated()).isTrue();
        assertThat(ending.output())
                .startsWith("a".repeat(4000) + "\n[... 312,000 characters left out ...]\n")
                .endsWith("c".repeat(4000));
    }

    @Test
    void aCutNeverHalvesACharacter() {
        OutputExcerpt excerpt = OutputExcerpt.of("x" + "\ud83d\ude00".repeat(10_000));

        assertThat(excerpt.text()
                        .chars()
                        .filter(c -> Character.isHighSurrogate((char) c))
                        .count())
                .isEqualTo(excerpt.text()
                        .chars()
                        .filter(c -> Character.isLowSurrogate((char) c))
                        .count());
    }

    @Test
    void anOutputThatFitsIsKeptWhole() {
        assertThat(OutputExcerpt.of("x".repeat(8000)).truncated()).isFalse();
    }

    @Test
    void withoutAResultOneIsBuiltFromTheReportAsTheReferenceDoes() {
        Ending ending = ending(Json.parseObject("""
                {"timestamp":"2026-11-23T20:21:43.180Z","status":"timeout","exitCode":-1,"error":"deadline exceeded","durationMs":30000}
                """));

        assertThat(ending.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ending.result()).isEqualTo(Json.parseObject("""
                {"exitCode":-1,"durationMs":30000,"completedAt":"2026-11-23T20:21:43.180Z","error":"deadline exceeded","reason":"timeout"}
                """));
        assertThat(ending.output()).isEqualTo("deadline exceeded");
        assertThat(ending.reason().code()).isEqualTo("timeout");
        assertThat(ending.reason().message()).isEqualTo("failed: deadline exceeded");
    }

    @Test
    void everyEndHasACodeAndASentence() {
        assertThat(ending(Json.parseObject("{\"status\":\"success\",\"exitCode\":0}"))
                        .reason()
                        .toString())
                .contains("succeeded", "success: exit code 0");
        assertThat(ending(Json.parseObject("{\"status\":\"failed\",\"exitCode\":3}"))
                        .reason()
                        .toString())
                .contains("exit-code", "failed: exit code 3");
        assertThat(ending(Json.parseObject("{\"status\":\"canceled\"}"))
                        .reason()
                        .toString())
                .contains("cancelled");
        assertThat(ending(Json.parseObject(
                                "{\"status\":\"failed\",\"result\":{\"reason\":\"agent-restarted\"},\"error\":\"x\"}"))
                        .reason()
                        .code())
                .isEqualTo("agent-restarted");
    }

    private static Ending ending(JsonObject report) {
        return Ending.of(Fields.read(report, Fields.Unknown.IGNORED, Completion::read));
    }
}
