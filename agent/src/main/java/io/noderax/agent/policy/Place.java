package io.noderax.agent.policy;

import java.nio.file.Path;

/** Where something stands. */
record Place(Path file, int line) {
    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
