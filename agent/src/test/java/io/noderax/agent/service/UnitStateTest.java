package io.noderax.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.status.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitStateTest {
    @Test
    void aServiceThatRunsHasNoProblemAndSaysSinceWhen() {
        UnitState state = state("active", "running", "success", "0");

        assertThat(state.problem()).isNull();
        assertThat(state.toJson().text("active")).isEqualTo("active");
        assertThat(state.toJson().text("enabled")).isEqualTo("enabled");
        assertThat(state.toJson().text("since")).isEqualTo("Fri 2026-11-27 17:16:56 UTC");
        assertThat(state.toJson().get("restarts")).isEqualTo(4L);
    }

    @Test
    void whyItDoesNotRunIsSaidInWords() {
        assertThat(problem("failed", "failed", "exit-code", "6"))
                .isEqualTo(
                        "service-failed: the service has failed since Fri 2026-11-27 17:20:00 UTC: it ended with exit"
                                + " code 6");
        assertThat(problem("failed", "failed", "watchdog", "6")).endsWith("it gave no sign of life");
        assertThat(problem("failed", "failed", "oom-kill", "9")).endsWith("the machine ran out of memory");
        assertThat(problem("activating", "auto-restart", "signal", "9"))
                .isEqualTo(
                        "service-not-up: the service is activating (auto-restart), after 4 restarts; its last end: it"
                                + " was ended by signal 9");
        assertThat(problem("inactive", "dead", "success", "0"))
                .isEqualTo("service-stopped: the service is stopped since Fri 2026-11-27 17:20:00 UTC");
    }

    @Test
    void aMachineWithoutTheServiceHasNoState() {
        assertThat(UnitState.parse("LoadState=not-found\nActiveState=inactive\n"))
                .isNull();
        assertThat(UnitState.parse("")).isNull();
        assertThat(UnitState.of(command -> new HostTools.Said(HostTools.NOT_FOUND, "no such program")))
                .isNull();
        assertThat(UnitState.of(command -> new HostTools.Said(0, String.join("", List.of("LoadState=loaded")))))
                .isNotNull();
    }

    private static String problem(String active, String sub, String result, String status) {
        Problem problem = state(active, sub, result, status).problem();
        return problem == null ? "none" : problem.code() + ": " + problem.message();
    }

    private static UnitState state(String active, String sub, String result, String status) {
        UnitState state = UnitState.parse("""
                LoadState=loaded
                UnitFileState=enabled
                ActiveState=%s
                SubState=%s
                ActiveEnterTimestamp=Fri 2026-11-27 17:16:56 UTC
                InactiveEnterTimestamp=Fri 2026-11-27 17:20:00 UTC
                Result=%s
                ExecMainStatus=%s
                NRestarts=4
                """.formatted(active, sub, result, status));
        if (state == null) {
            throw new AssertionError("no state");
        }
        return state;
    }
}
