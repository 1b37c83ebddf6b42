package io.noderax.linux;

import org.jspecify.annotations.Nullable;

/** What is used of {@code /proc/PID/stat} (proc_pid_stat(5)). */
public record ProcessStat(int pid, char state, int parent, int group, int session, long startTicks) {
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int START_TICKS = 19;

    /** Null when the text is not of that form; the name in parentheses may itself hold blanks and parentheses. */
    public static @Nullable ProcessStat parse(String text) {
        int nameStart = text.indexOf('(');
        int nameEnd = text.lastIndexOf(')');
        if (nameStart < 2 || nameEnd < nameStart || nameEnd + 2 > text.length()) {
            return null;
        }
        String[] fields = text.substring(nameEnd + 2).split(" ", START_TICKS + 2);
        if (fields.length <= START_TICKS) {
            return null;
        }
        try {
            return new ProcessStat(
                    Integer.parseInt(text.substring(0, nameStart - 1)),
                    fields[STATE].charAt(0),
                    Integer.parseInt(fields[PARENT]),
                    Integer.parseInt(fields[GROUP]),
                    Integer.parseInt(fields[SESSION]),
                    Long.parseLong(fields[START_TICKS].strip()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether it still runs: a zombie only waits for its parent to look. */
    public boolean isAlive() {
        return state != 'Z' && state != 'X';
    }
}
