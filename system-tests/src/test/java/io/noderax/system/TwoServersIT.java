package io.noderax.system;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Two server processes on the database that the first of them brings. */
class TwoServersIT extends SharedDatabase {
    @BeforeAll
    static void start() {
        startBoth(Map.of());
    }

    @AfterAll
    static void stop() {
        stopBoth();
    }
}
