package io.noderax.agent.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.shell.test.jediterm.terminal.ArrayTerminalDataStream;
import org.springframework.shell.test.jediterm.terminal.TerminalDisplay;
import org.springframework.shell.test.jediterm.terminal.emulator.JediEmulator;
import org.springframework.shell.test.jediterm.terminal.model.JediTerminal;
import org.springframework.shell.test.jediterm.terminal.model.StyleState;
import org.springframework.shell.test.jediterm.terminal.model.TerminalTextBuffer;

/** What a person would see after these bytes: the screen of a terminal emulator. */
final class Screen {
    private Screen() {}

    /** The lines, without the blanks at their ends. */
    static String after(byte[] shown, int columns, int rows) {
        StyleState style = new StyleState();
        TerminalTextBuffer buffer = new TerminalTextBuffer(columns, rows, style);
        JediTerminal terminal = new JediTerminal(new Display(columns, rows), buffer, style);
        char[] text = new String(shown, StandardCharsets.UTF_8).toCharArray();
        JediEmulator emulator = new JediEmulator(new ArrayTerminalDataStream(text), terminal);
        try {
            while (emulator.hasNext()) {
                emulator.next();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return buffer.getScreen().stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private record Display(int columns, int rows) implements TerminalDisplay {
        @Override
        public int getRowCount() {
            return rows;
        }

        @Override
        public int getColumnCount() {
            return columns;
        }

        @Override
        public void beep() {}

        @Override
        public void scrollArea(int top, int size, int by) {}

        @Override
        public String getWindowTitle() {
            return "";
        }

        @Override
        public void setWindowTitle(String title) {}

        @Override
        public boolean ambiguousCharsAreDoubleWidth() {
            return false;
        }
    }
}
