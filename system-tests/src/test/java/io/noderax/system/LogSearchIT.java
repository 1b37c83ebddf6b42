package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A text in a log that is read in several pieces. */
class LogSearchIT {
    private static final int COUNT = 200_000;

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static RunningTask task;
    private static List<String> lines;

    @BeforeAll
    static void makeLog() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        task = RunningTask.start(operator, operator.enroll("searched"));
        lines = IntStream.rangeClosed(1, COUNT).mapToObj(LogSearchIT::line).toList();
        Frames log = new Frames();
        for (int from = 0; from < COUNT; from += 5_000) {
            log.out(String.join("\n", lines.subList(from, from + 5_000)) + "\n");
        }
        for (var frame : log.all()) {
            task.acknowledged(List.of(frame));
        }
        task.complete(log.logEnd());
        operator.awaitLog(task.id(), "complete");
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    private static String line(int number) {
        String word = number % 70_001 == 0 ? "Rare" : "usual";
        return number % 90_000 == 0
                ? "line " + number + " is \u001b[31mcol\u001b[0moured"
                : "line " + number + " says something " + word + " that is fifty letters long";
    }

    @Test
    void theNearestLineIsFoundInEachDirectionWhateverTheCase() {
        assertThat(find("RARE", "")).isEqualTo(nearest("rare", COUNT, -1));
        assertThat(find("rare", "&before=140002")).isEqualTo(70_001);
        assertThat(find("rare", "&before=70001")).isNull();
        assertThat(find("rare", "&after=0")).isEqualTo(70_001);
        assertThat(find("rare", "&after=70001")).isEqualTo(140_002);
        assertThat(find("rare", "&after=140002")).isNull();
        assertThat(find("line 1 ", "")).isEqualTo(1);
        assertThat(find("line 200000 ", "&after=0")).isEqualTo(COUNT);
    }

    @Test
    void coloursAreNoPartOfALine() {
        assertThat(find("is coloured", "&after=0")).isEqualTo(90_000);
        assertThat(find("[31m", "")).isNull();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(find("nothing of the kind", "")).isNull();
        assertThat(find("line 1", "&after=999999999")).isNull();
        assertThat(find("line 1", "&before=1")).isNull();
    }

    @Test
    void aSearchThatMakesNoSenseIsRefused() {
        assertThat(operator.http().get(route() + "?text=").status()).isEqualTo(400);
        assertThat(operator.http().get(route() + "?text=x&after=1&before=2"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body().text("message")).contains("must not be given together"));
        assertThat(operator.http().get(route() + "?text=x&after=-1").status()).isEqualTo(400);
    }

    private static Integer nearest(String text, int from, int step) {
        for (int number = from; number > 0 && number <= COUNT; number += step) {
            if (lines.get(number - 1).toLowerCase(Locale.ROOT).contains(text)) {
                return number;
            }
        }
        return null;
    }

    /** Goes on as the answers say. */
    private static Integer find(String text, String where) {
        String query = "?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        String place = where;
        String name = where.startsWith("&after") ? "&after=" : "&before=";
        while (true) {
            JsonObject found = operator.http().get(route() + query + place).body();
            if (found.get("line") != null) {
                return Math.toIntExact((Long) found.get("line"));
            }
            if (found.get("next") == null) {
                return null;
            }
            place = name + found.get("next");
        }
    }

    private static String route() {
        return "/api/v1/workspaces/" + operator.workspace() + "/tasks/" + task.id() + "/logs/search";
    }
}
