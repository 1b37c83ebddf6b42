package io.noderax.server.tasklogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.tasklogs.LogRange.Span;
import org.junit.jupiter.api.Test;

/** Which lines a query means. */
class LogRangeTest {
    @Test
    void withoutAWordTheOldestHundredAreMeant() {
        assertThat(read(JsonObject.EMPTY).span(1000)).isEqualTo(new Span(1, 100));
    }

    @Test
    void afterBeginsBehindTheNumber() {
        assertThat(read(JsonObject.of("after", 7)).span(1000)).isEqualTo(new Span(8, 100));
    }

    @Test
    void beforeEndsBelowTheNumberAndAtTheFirstLine() {
        assertThat(read(JsonObject.of("before", 500)).span(1000)).isEqualTo(new Span(400, 100));
        assertThat(read(JsonObject.of("before", 5)).span(1000)).isEqualTo(new Span(1, 4));
        assertThat(read(JsonObject.of("before", 5000)).span(30)).isEqualTo(new Span(1, 30));
        assertThat(read(JsonObject.of("before", 1)).span(30).count()).isZero();
    }

    @Test
    void theTailEndsWithTheLog() {
        assertThat(read(JsonObject.of("tail", 3)).span(1000)).isEqualTo(new Span(998, 3));
        assertThat(read(JsonObject.of("tail", 3)).span(2)).isEqualTo(new Span(1, 2));
        assertThat(read(JsonObject.of("tail", 3)).span(0).count()).isZero();
    }

    @Test
    void twoEndsAtOnceAreRefused() {
        JsonObject both = JsonObject.builder().put("after", 1).put("tail", 1).build();

        assertThatThrownBy(() -> read(both)).isInstanceOf(InvalidFields.class);
    }

    private static LogRange read(JsonObject query) {
        return Fields.read(query, Fields.Unknown.REFUSED, LogRange::read);
    }
}
