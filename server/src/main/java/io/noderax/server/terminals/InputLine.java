package io.noderax.server.terminals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into one session on its way to the agent: numbered, and kept until the agent has it, so that a lost connection
 * neither loses nor doubles a key. Safe for several threads.
 */
final class InputLine {
    /** Sends keys to the agent; false when there is no way. */
    interface Sender {
        boolean send(byte[] keys, @Nullable Long at);
    }

    /** An agent that takes nothing is not sent more. */
    private static final int MOST_KEPT = 64 * 1024;

    private final Sender sender;

    // Guarded by this.
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long confirmed;
    private long sent;
    private boolean numbered;

    InputLine(Sender sender) {
        this.sender = sender;
    }

    /** The agent has so many bytes: what follows is sent again. */
    synchronized void startsAt(long offset, StoredSession.Keeping keeping) {
        numbered = keeping.resumable() && keeping.numbersInput();
        long known = offset - confirmed;
        byte[] rest = kept.toByteArray();
        kept.reset();
        confirmed = offset;
        sent = offset;
        if (numbered && known >= 0 && known < rest.length) {
            kept.write(rest, (int) known, rest.length - (int) known);
            sendRest();
        }
    }

    /** The agent has so many bytes and may have let go of what came after them. */
    synchronized void sendAgain() {
        if (numbered && sent > confirmed) {
            sent = confirmed;
            sendRest();
        }
    }

    /** What could not be sent goes with the next keys, or when the agent is back. */
    private void sendRest() {
        byte[] all = kept.toByteArray();
        if (sender.send(Arrays.copyOfRange(all, (int) (sent - confirmed), all.length), sent)) {
            sent = confirmed + all.length;
        }
    }

    /** Somebody types past this line: it cannot count any more. */
    synchronized void stopNumbering() {
        numbered = false;
        kept.reset();
    }

    /** Sends keys; false when they will not arrive. */
    synchronized boolean type(byte[] keys) {
        if (!numbered) {
            return sender.send(keys, null);
        }
        if (kept.size() + keys.length > MOST_KEPT) {
            return false;
        }
        kept.write(keys, 0, keys.length);
        sendRest();
        return true;
    }

    /**
     * The agent has taken so many bytes.
     *
     * @return those that are new and that the terminal showed
     */
    synchronized byte[] confirmed(long offset, boolean hidden) {
        int count = Math.clamp(offset - confirmed, 0, kept.size());
        if (!numbered || count == 0) {
            return new byte[0];
        }
        byte[] all = kept.toByteArray();
        kept.reset();
        kept.write(all, count, all.length - count);
        confirmed += count;
        sent = Math.max(sent, confirmed);
        return hidden ? new byte[0] : Arrays.copyOf(all, count);
    }
}
