package io.noderax.server.tasks;

/**
 * What a task's row keeps of its output: all of a short one; of a longer one the first and the last {@link #KEPT} characters
 * with a mark between them that says how many are left out. The log is the whole truth.
 */
record OutputExcerpt(String text, boolean truncated) {
    /** In UTF-16 units, at either end; together the wire's 8,000 (wire contract, 1.7). */
    static final int KEPT = 4000;

    static OutputExcerpt of(String output) {
        if (output.length() <= 2 * KEPT) {
            return new OutputExcerpt(output, false);
        }
        int head = Character.isHighSurrogate(output.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
        int tail = output.length() - KEPT;
        if (Character.isLowSurrogate(output.charAt(tail))) {
            tail++;
        }
        String mark = "\n[... %,d characters left out ...]\n".formatted(tail - head);
        return new OutputExcerpt(output.substring(0, head) + mark + output.substring(tail), true);
    }
}
