package io.noderax.agent.updater;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written, takes no more than was announced, and tells failures of the disk from those of the network. */
final class CountedOutput extends OutputStream {
    /** What is written to has failed, or more came than may. */
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1;

        Failed(String reason) {
            super(reason);
        }

        UpdateFailed reason() {
            return new UpdateFailed(String.valueOf(getMessage()));
        }
    }

    private final OutputStream out;
    private final long most;
    private long count;

    CountedOutput(OutputStream out, long most) {
        this.out = out;
        this.most = most;
    }

    long count() {
        return count;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (count + length > most) {
            throw new Failed("more than the announced " + most + " bytes came");
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Failed("what was fetched cannot be written: " + e.getMessage());
        }
        count += length;
    }
}
