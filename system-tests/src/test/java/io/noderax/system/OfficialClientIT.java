package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The official JavaScript client judges our Socket.IO server and the adapter that ships: polling, WebSocket, and the change between. */
class OfficialClientIT {
    private static final int VERDICTS = 81;

    @TestFactory
    Stream<DynamicTest> theOfficialClientIsContent() {
        List<String> verdicts = judge();
        Stream<DynamicTest> each = verdicts.stream()
                .map(verdict -> DynamicTest.dynamicTest(
                        verdict.replaceFirst("^(not )?ok ", ""),
                        () -> assertThat(verdict).startsWith("ok ")));
        DynamicTest all = DynamicTest.dynamicTest(
                "every verdict is there", () -> assertThat(verdicts).hasSize(VERDICTS));
        return Stream.concat(each, Stream.of(all));
    }

    private static List<String> judge() {
        try (JudgedServer server = JudgedServer.start()) {
            Command judge = JavaScript.start("judge-our-server.mjs", "http://127.0.0.1:" + server.port());
            int code = judge.await();
            assertThat(code).as(judge.out() + judge.err()).isZero();
            return judge.out().lines().toList();
        }
    }
}
