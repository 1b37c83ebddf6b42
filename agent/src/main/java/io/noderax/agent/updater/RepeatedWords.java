package io.noderax.agent.updater;

import java.util.function.Consumer;

/** Passes words on when they change, and else from time to time, so that silence means that nobody is there. One thread. */
final class RepeatedWords {
    private static final int EVERY = 60;

    private final Consumer<String> told;
    private String last = "";
    private int since;

    RepeatedWords(Consumer<String> told) {
        this.told = told;
    }

    /** Called with every look. */
    void say(String words) {
        since++;
        if (!words.equals(last) || since >= EVERY) {
            last = words;
            since = 0;
            told.accept(words);
        }
    }
}
