package io.noderax.agent.rootaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is applied, what is kept, and when a failed apply is tried again, on a clock that the test turns. */
class RootAccessTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final List<RootProfile> applied = new ArrayList<>();
    private @Nullable String failure;
    private @Nullable String forbidden;
    private long nanos = Long.MAX_VALUE - 5;

    @Test
    void whatIsAppliedOpensItsSurfacesIsToldAndIsKept() throws IOException {
        RootAccess access = access();
        access.desire(RootProfile.TASK_TERMINAL);

        assertThat(access.refusal("task")).isNull();
        assertThat(access.refusal("terminal")).isNull();
        assertThat(access.refusal("operational")).contains("operational").contains("applied is task_terminal");
        assertThat(access.report()).isEqualTo(new RootAccessReport(RootProfile.TASK_TERMINAL, NOW, null));
        assertThat(Json.parseObject(Files.readAllBytes(file())).toString())
                .isEqualTo("{\"appliedProfile\":\"task_terminal\",\"lastAppliedAt\":\"2026-05-01T12:00:00.000Z\","
                        + "\"lastError\":null,\"revision\":1}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(access().report()).isEqualTo(access.report());
    }

    @Test
    void nothingIsOpenBeforeAnythingWasApplied() {
        assertThat(access().refusal("task")).contains("applied is off");
        assertThat(access().report()).isEqualTo(RootAccessReport.OFF);
    }

    @Test
    void aFailedApplyIsTriedAgainAfterPausesThatDoubleAndNotOnEveryPoll() {
        failure = "no broker";
        RootAccess access = access();
        List<Long> tries = new ArrayList<>();
        for (long second = 0; second <= 1300; second++) {
            int before = applied.size();
            access.desire(RootProfile.TASK);
            if (applied.size() > before) {
                tries.add(second);
            }
            nanos += Duration.ofSeconds(1).toNanos();
        }

        assertThat(tries).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 127L, 255L, 511L, 811L, 1111L);
        assertThat(access.report()).isEqualTo(new RootAccessReport(RootProfile.OFF, null, "no broker"));
        assertThat(access.refusal("task")).contains("no broker");
    }

    @Test
    void anotherWishIsTriedAtOnceAndAWishThatIsInForceTakesTheErrorAway() {
        failure = "no broker";
        RootAccess access = access();
        access.desire(RootProfile.TASK);
        access.desire(RootProfile.ALL);
        assertThat(applied).containsExactly(RootProfile.TASK, RootProfile.ALL);

        access.desire(RootProfile.OFF);

        assertThat(access.report()).isEqualTo(RootAccessReport.OFF);
        assertThat(applied).containsExactly(RootProfile.TASK, RootProfile.ALL);
    }

    @Test
    void whatIsNoLongerWantedIsClosedAtOnceAlsoWhenTakingItAwayFails() {
        RootAccess access = access();
        access.desire(RootProfile.ALL);
        failure = "broker gone";
        access.desire(RootProfile.TASK);

        assertThat(access.refusal("terminal")).isNotNull();
        assertThat(access.refusal("task")).isNull();
        assertThat(access.report().appliedProfile()).isEqualTo(RootProfile.ALL);
        assertThat(access.report().lastError()).isEqualTo("broker gone");
    }

    @Test
    void whatTheMachineNoLongerAllowsIsTakenAwayAndComesBackWhenItDoes() {
        List<String> closed = new ArrayList<>();
        RootAccess access = access();
        access.whenClosed(closed::add);
        access.desire(RootProfile.TASK);
        forbidden = "the policy";
        access.desire(RootProfile.TASK);
        access.desire(RootProfile.TASK);

        assertThat(access.refusal("task")).contains("the policy");
        assertThat(access.report()).isEqualTo(new RootAccessReport(RootProfile.OFF, NOW, "the policy"));
        assertThat(access.desired()).isEqualTo(RootProfile.TASK);

        forbidden = null;
        access.desire(RootProfile.TASK);

        assertThat(access.report()).isEqualTo(new RootAccessReport(RootProfile.TASK, NOW, null));
        assertThat(applied).containsExactly(RootProfile.TASK, RootProfile.OFF, RootProfile.TASK);
        assertThat(closed).containsExactly("task");
    }

    @Test
    void whatTheMachineDoesNotAllowIsClosedAlsoWhenTakingItAwayFails() {
        RootAccess access = access();
        access.desire(RootProfile.TASK);
        forbidden = "the policy";
        failure = "broker gone";
        access.desire(RootProfile.TASK);

        assertThat(access.refusal("task")).isNotNull();
        assertThat(access.report()).isEqualTo(new RootAccessReport(RootProfile.TASK, NOW, "broker gone"));
    }

    @Test
    void afterARestartWhatWasAppliedIsAgreedUponOnceMore() {
        access().desire(RootProfile.TASK);
        RootAccess again = access();

        again.desire(RootProfile.TASK);
        again.desire(RootProfile.TASK);

        assertThat(applied).containsExactly(RootProfile.TASK, RootProfile.TASK);
        assertThat(again.state().revision()).isEqualTo(1);
    }

    @Test
    void afterATryThatMayHaveGotHalfWayTheOldProfileIsAgreedUponAgain() {
        RootAccess access = access();
        access.desire(RootProfile.TASK);
        failure = "no answer";
        access.desire(RootProfile.ALL);
        failure = null;
        access.desire(RootProfile.TASK);

        assertThat(applied).containsExactly(RootProfile.TASK, RootProfile.ALL, RootProfile.TASK);
        assertThat(access.report()).isEqualTo(new RootAccessReport(RootProfile.TASK, NOW, null));
    }

    @Test
    void whoHasToCloseSomethingHearsWhatIsClosedOnceAlsoWhenTakingItAwayFails() {
        List<String> closed = new ArrayList<>();
        RootAccess access = access();
        access.whenClosed(closed::add);
        access.desire(RootProfile.ALL);
        access.desire(RootProfile.TASK_TERMINAL);
        failure = "broker gone";
        access.desire(RootProfile.TASK);
        access.desire(RootProfile.TASK);

        assertThat(closed).containsExactly("operational", "terminal");
    }

    @Test
    void aStateThatCannotBeReadAllowsNothing() throws IOException {
        for (String broken : List.of("", "{", "[]", "{\"appliedProfile\":\"root\",\"revision\":1}")) {
            Files.writeString(file(), broken);
            assertThat(access().refusal("task")).as(broken).isNotNull();
        }
    }

    @Test
    void whatCannotBeWrittenDownIsNotApplied() throws IOException {
        Files.createDirectories(file().resolve("in the way"));
        RootAccess access = access();
        access.desire(RootProfile.TASK);

        assertThat(access.refusal("task")).contains("cannot be written");
        assertThat(access.report().appliedProfile()).isEqualTo(RootProfile.OFF);
    }

    private Path file() {
        return folder.resolve("root_access_state.json");
    }

    private RootAccess access() {
        return new RootAccess(
                RootAccessFile.beside(folder.resolve("identity.json")),
                new Way(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> nanos,
                new EventLog(System.out, Level.DEBUG, Clock.systemUTC()));
    }

    private final class Way implements WayToRoot {
        @Override
        public String words() {
            return "the test";
        }

        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public @Nullable String refusal(RootProfile profile) {
            return profile == RootProfile.OFF ? null : forbidden;
        }

        @Override
        public void apply(RootProfile profile) throws NotApplied {
            applied.add(profile);
            String why = failure;
            if (why != null) {
                throw new NotApplied(why, null);
            }
        }
    }
}
