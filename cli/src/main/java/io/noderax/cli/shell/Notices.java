package io.noderax.cli.shell;

import io.noderax.cli.terminal.Screen;
import java.nio.charset.StandardCharsets;

/** What this program says itself while a terminal is raw: lines then need their carriage return. */
record Notices(Screen screen, boolean raw) {
    void say(String sentence) {
        if (raw) {
            screen.writeError(
                    ("\r\n[noderax] " + sentence.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
        } else {
            screen.say("[noderax] " + sentence);
        }
    }
}
