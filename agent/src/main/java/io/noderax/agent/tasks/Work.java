package io.noderax.agent.tasks;

/** What one attempt's thread does. */
interface Work extends Runnable {
    /** The agent ends: what runs is left running. May be called from any thread. */
    void leave();

    /** Whether it has given its attempt back unlaunched: then the task may come again, as another attempt. */
    boolean isGivenBack();
}
