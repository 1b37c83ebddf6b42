package io.noderax.cli.terminal;

/** A command cannot do its work: the sentence says why and what to do, the code is what the process exits with. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;

    public CommandFailure(String sentence) {
        this(1, sentence);
    }

    public CommandFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The sentence, as it is shown. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
