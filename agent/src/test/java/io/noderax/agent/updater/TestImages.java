package io.noderax.agent.updater;

import io.noderax.testkit.release.TarGz;

/** Images as an updater meets them. */
final class TestImages {
    private TestImages() {}

    /** One that is well. */
    static byte[] good(String version) {
        return of(version, "").bytes();
    }

    /** One that starts, and then crashes as an agent. */
    static byte[] crashing(String version) {
        return of(version, TestMachine.CRASHES).bytes();
    }

    static TarGz of(String version, String word) {
        String top = "noderax-agent-" + version;
        return new TarGz()
                .folder(top)
                .program(top + "/noderax-agent", TestMachine.launcher(version, word))
                .folder(top + "/app")
                .file(top + "/app/agent.jar", "not really a jar")
                .file(top + "/app/" + "long/".repeat(30) + "name.txt", "x".repeat(3000));
    }
}
