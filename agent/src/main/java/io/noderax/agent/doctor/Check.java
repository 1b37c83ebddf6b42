package io.noderax.agent.doctor;

/**
 * One look at one thing.
 *
 * @param name for scripts
 */
public record Check(String name, Look look) {
    /** Looks; may block and may fail, which is a result too. */
    @FunctionalInterface
    public interface Look {
        CheckResult at(String name) throws Exception;
    }
}
