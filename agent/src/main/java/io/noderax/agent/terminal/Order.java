package io.noderax.agent.terminal;

import io.noderax.linux.WindowSize;
import io.noderax.protocol.json.Payload;
import org.jspecify.annotations.Nullable;

/** What a session's thread is asked to do by others. */
sealed interface Order {
    /** Types; null for the offset when the server counts nothing. */
    record Type(Payload payload, @Nullable Long offset) implements Order {}

    record Resize(WindowSize size) implements Order {}

    /** Ends the shell and everything that came of it. */
    record Stop(String reason) implements Order {}

    /** The server has all output before the offset. */
    record Acknowledge(long offset) implements Order {}

    /** The server knows the session and wants the output from the offset on. */
    record Resume(long offset) implements Order {}

    /** There is a way to the server. */
    record Connect(TerminalLine line, boolean resumes) implements Order {}

    /** There is none any more. */
    record Disconnect() implements Order {}

    /** Says again that the session is open. */
    record Announce() implements Order {}

    /** The server has been told of the end. */
    record EndKnown() implements Order {}

    /** The agent stops: nothing is waited for. */
    record Leave() implements Order {}
}
