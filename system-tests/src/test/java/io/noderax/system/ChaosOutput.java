package io.noderax.system;

/** What a person sees of a run: lines that {@code ./noderax chaos} passes on. */
final class ChaosOutput {
    private ChaosOutput() {}

    static synchronized void say(String line) {
        System.out.println("chaos: " + line.replace("\n", "\nchaos: "));
    }
}
