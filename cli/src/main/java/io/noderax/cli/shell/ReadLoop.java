package io.noderax.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Reads keys: of the operator with their escapes, or of a pipe as they are, and then the end of input until the shell has ended. */
final class ReadLoop implements Runnable {
    private static final int BUFFER = 8192;
    private static final byte[] END_OF_INPUT = {4};
    private static final byte[] END_OF_LINE = {'\n'};

    /** Each program that reads takes one; the shell itself needs the last. */
    private static final Duration NEXT_END = Duration.ofSeconds(1);

    private static final String HELP = """
            at the start of a line:
              ~.  ends the shell
              ~d  leaves it running, to come back later
              ~~  types a tilde
              ~?  shows this""";

    private final InputStream in;
    private final KeyLoop keys;
    private final CompletableFuture<Ending> end;
    private final Notices notices;
    private final Escapes escapes = new Escapes();

    ReadLoop(InputStream in, KeyLoop keys, CompletableFuture<Ending> end, Notices notices) {
        this.in = in;
        this.keys = keys;
        this.end = end;
        this.notices = notices;
    }

    @Override
    public void run() {
        try {
            if (notices.raw()) {
                readOperator();
            } else {
                readPipe();
            }
        } catch (IOException e) {
            end.complete(new Ending.Failed("standard input cannot be read: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the terminal is gone, the shell lives on. */
    private void readOperator() throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (Escapes.Typed typed : escapes.read(buffer, count)) {
                act(typed);
            }
        }
        end.complete(new Ending.Detached());
    }

    private void act(Escapes.Typed typed) throws InterruptedException {
        switch (typed) {
            case Escapes.Typed.Keys(byte[] bytes) -> keys.type(bytes);
            case Escapes.Typed.Terminate _ -> end.complete(new Ending.Terminated(ShellCommand.TERMINATED));
            case Escapes.Typed.Detach _ -> end.complete(new Ending.Detached());
            case Escapes.Typed.Help _ -> notices.say(HELP);
        }
    }

    private void readPipe() throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        byte last = '\n';
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (count > 0) {
                keys.type(Arrays.copyOf(buffer, count));
                last = buffer[count - 1];
            }
        }
        if (last != '\n') {
            keys.type(END_OF_LINE);
        }
        while (!end.isDone()) {
            keys.type(END_OF_INPUT);
            Thread.sleep(NEXT_END);
        }
    }
}
