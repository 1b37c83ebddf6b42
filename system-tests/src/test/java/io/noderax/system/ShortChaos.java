package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

/** Plays short forms of {@code ./noderax chaos}, all with one server: the same processes, the same trouble, less of it. */
final class ShortChaos implements AutoCloseable {
    private static final long SEED = 20261124;

    private final OpenFolder folder = OpenFolder.create();
    private final ServerProcess server = ChaosStage.server(folder);

    void play(String name, int times, int seconds, int megabytes) throws Exception {
        ChaosPlan plan = new ChaosPlan(name, times, seconds, megabytes, SEED);
        assertThat(ChaosRun.play(server, folder, plan)).as(plan.command()).isEmpty();
    }

    OpenFolder folder() {
        return folder;
    }

    @Override
    public void close() {
        server.close();
        folder.close();
    }
}
