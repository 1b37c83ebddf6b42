package io.noderax.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A task whose run leaves a line in a file, whose output is known, and whose end is known. */
final class ChaosTask {
    /** How it ends. */
    enum End {
        EXIT,
        EXIT_WITH_BACKGROUND,
        CANCELLED,
        CANCELLED_DEAF_TO_TERM,
        TIMED_OUT
    }

    private static final int TIMEOUT_SECONDS = 4;

    private final Path folder;
    private final End end;
    private final int exitCode;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final String command;

    private ChaosTask(Path folder, End end, Random random, int pieces, int longestPauseMs) {
        this.folder = folder;
        this.end = end;
        this.exitCode = random.nextInt(3) == 0 ? 0 : random.nextInt(100);
        List<String> steps = new ArrayList<>();
        steps.add("echo run >>" + folder.resolve("runs"));
        if (end == End.CANCELLED_DEAF_TO_TERM) {
            steps.add("trap '' TERM");
        }
        for (int i = 0; i < pieces; i++) {
            steps.add(piece(i, i == pieces - 1, random));
            steps.add("sleep 0." + "%03d".formatted(random.nextInt(Math.max(1, longestPauseMs))));
        }
        steps.add(": >" + folder.resolve("ready"));
        steps.add(lastStep());
        command = String.join("; ", steps);
    }

    /** Drawn: every end, several pieces of output with pauses. */
    static ChaosTask draw(Path folder, Random random, int pieces, int longestPauseMs) {
        int kind = random.nextInt(10);
        End end = kind < 5 ? End.EXIT : End.values()[kind - 5];
        return new ChaosTask(folder, end, random, 1 + random.nextInt(pieces), longestPauseMs);
    }

    /** A small one that ends by itself at once. */
    static ChaosTask small(Path folder, Random random) {
        return new ChaosTask(folder, End.EXIT, random, 1, 1);
    }

    /** One that prints for a while and ends by itself. */
    static ChaosTask chatty(Path folder, Random random, int pieces) {
        return new ChaosTask(folder, End.EXIT, random, pieces, 999);
    }

    private String lastStep() {
        return switch (end) {
            case EXIT -> "exit " + exitCode;
            case EXIT_WITH_BACKGROUND -> "sleep 4 & exit " + exitCode;
            case CANCELLED, TIMED_OUT -> "sleep 600";
            case CANCELLED_DEAF_TO_TERM -> "while :; do sleep 1; done";
        };
    }

    /** Lines of both streams, each of its own; the last line of all may have no line feed. */
    private String piece(int number, boolean last, Random random) {
        String onOut = lines("out " + number, random) + (last && random.nextBoolean() ? "no line feed" : "");
        String onErr = random.nextInt(3) == 0 ? "" : lines("err " + number, random);
        write("o" + number, onOut);
        write("e" + number, onErr);
        out.append(onOut);
        err.append(onErr);
        return "cat " + folder.resolve("o" + number) + "; cat " + folder.resolve("e" + number) + " >&2";
    }

    private static String lines(String name, Random random) {
        StringBuilder lines = new StringBuilder();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            lines.append(name).append(' ').append(i).append(' ').append(Long.toString(random.nextLong(), 36));
            lines.append(random.nextInt(4) == 0 ? " \u00e9\u20ac\ud83d\ude80".repeat(random.nextInt(20)) : "")
                    .append('\n');
        }
        return lines.toString();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    End end() {
        return end;
    }

    int exitCode() {
        return exitCode;
    }

    String command() {
        return command;
    }

    /** Null when the agent's own is to hold. */
    Long timeoutSeconds() {
        return end == End.TIMED_OUT ? Long.valueOf(TIMEOUT_SECONDS) : null;
    }

    boolean isToBeCancelled() {
        return end == End.CANCELLED || end == End.CANCELLED_DEAF_TO_TERM;
    }

    boolean endsByItself() {
        return end == End.EXIT || end == End.EXIT_WITH_BACKGROUND;
    }

    /** Whether it has printed everything. */
    boolean isReady() {
        return Files.exists(folder.resolve("ready"));
    }

    int runs() {
        try {
            Path runs = folder.resolve("runs");
            return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream out() {
        return new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    InputStream err() {
        return new ByteArrayInputStream(err.toString().getBytes(StandardCharsets.UTF_8));
    }
}
