package io.noderax.agent.loops;

/** The agent's platform threads: named, with small stacks, never in the way of the process' end. */
public final class AgentThread {
    private static final long STACK_BYTES = 256 * 1024;

    private AgentThread() {}

    /** Starts the work on a thread of that name. */
    public static Thread start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
