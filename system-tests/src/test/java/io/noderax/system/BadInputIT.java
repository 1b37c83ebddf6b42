package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bad input on every route, drawn from a seed; the long form is {@code ./noderax chaos fuzz --cases 100000}. */
class BadInputIT {
    private static final long SEED = 20261124;
    private static final int CASES = 3000;

    private static OpenFolder folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void badInputIsRefusedWithASentenceAndHurtsNobody() throws Exception {
        List<String> violations = new FuzzRun(server, SEED, CASES).run();

        assertThat(violations.stream().limit(20)).isEmpty();
    }
}
