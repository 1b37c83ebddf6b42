package io.noderax.agent.files;

import java.io.IOException;

/** Is told each step before it is done: between two of them the machine may lose power, and nothing may be lost by it. */
@FunctionalInterface
public interface StepLog {
    /** Nobody wants to know. */
    StepLog NONE = _ -> {};

    /** @throws IOException never in the product; a test breaks steps by it */
    void begin(String step) throws IOException;
}
