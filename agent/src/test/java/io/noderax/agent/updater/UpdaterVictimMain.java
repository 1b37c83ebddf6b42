package io.noderax.agent.updater;

import java.nio.file.Path;

/** An updater's process that ends by SIGKILL before a step; with code 0 when it has fewer steps. */
final class UpdaterVictimMain {
    private UpdaterVictimMain() {}

    public static void main(String[] arguments) throws Exception {
        int[] left = {Integer.parseInt(arguments[2])};
        TestMachine machine = TestMachine.again(Path.of(arguments[0]), arguments[1]);
        machine.atEachStep(_ -> {
            if (left[0]-- == 0) {
                kill();
            }
        });
        machine.finish();
        System.exit(0);
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.currentThread().join();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
