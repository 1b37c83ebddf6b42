package io.noderax.cli.nodes;

import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.Screen;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.protocol.logscan.LogPreviewEntry;
import java.util.ArrayList;
import java.util.List;

/** Prints the lines of a node's log, and says what the node warns of when that is new. */
final class ShownLog {
    private final Screen screen;
    private final boolean json;
    private List<String> warned = List.of();

    ShownLog(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    void show(Received<LogPreview> preview) {
        List<String> warnings = new ArrayList<>(preview.value().warnings());
        warnings.stream().filter(warning -> !warned.contains(warning)).forEach(this::say);
        warned = warnings;
        if (json) {
            preview.sent().list("entries").forEach(screen::printJson);
        } else {
            preview.value().entries().stream().map(ShownLog::line).forEach(screen::print);
        }
    }

    void say(String sentence) {
        screen.say("[noderax] " + sentence);
    }

    boolean isUnread() {
        return screen.isGone();
    }

    private static String line(LogPreviewEntry entry) {
        StringBuilder line = new StringBuilder();
        if (entry.timestamp() != null) {
            line.append(entry.timestamp()).append(' ');
        }
        String message = entry.message() == null ? "" : entry.message();
        String program = entry.identifier();
        // A file's line has its program in it; one that names none is said to be of the file.
        boolean named = program == null || program.startsWith("/") || message.startsWith(program);
        return line.append(named ? "" : program + ": ")
                .append(printable(message))
                .toString();
    }

    /** A log may hold what somebody else wrote: nothing in it may move the cursor of the reader's terminal. */
    private static String printable(String message) {
        StringBuilder text = new StringBuilder(message.length());
        message.codePoints()
                .forEach(c -> text.appendCodePoint(Character.isISOControl(c) && c != '\t' && c != '\n' ? '\ufffd' : c));
        return text.toString();
    }
}
