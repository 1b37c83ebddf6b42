package io.noderax.agent.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The agent believes what the server's own answers say, and nobody else. */
class ServerExtensionsTest {
    private final ServerExtensions extensions = new ServerExtensions();

    @Test
    void nothingIsKnownBeforeTheServerSaysIt() {
        assertThat(extensions.takesLogBatches()).isFalse();
        assertThat(extensions.parksControl()).isFalse();
        assertThat(extensions.reconnectWindow()).isZero();
    }

    @Test
    void eachTokenOfTheHeaderIsAnExtension() {
        extensions.heard(Replies.with(409, "attempt, log-batches,something-new", "60"), false);

        assertThat(extensions.takesLogBatches()).isTrue();
        assertThat(extensions.parksControl()).isFalse();
        assertThat(extensions.reconnectWindow()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aPageOfAProxyTakesNothingBack() {
        extensions.heard(Replies.with(200, "log-batches", "60"), true);

        extensions.heard(Replies.with(502, null, null), false);

        assertThat(extensions.takesLogBatches()).isTrue();
        assertThat(extensions.reconnectWindow()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anAnswerOfTheApiWithoutTheHeaderIsThatOfAServerWhichKnowsNone() {
        extensions.heard(Replies.with(200, "log-batches,control-wait", "60"), true);

        extensions.heard(Replies.with(200, null, null), true);

        assertThat(extensions.takesLogBatches()).isFalse();
        assertThat(extensions.parksControl()).isFalse();
        assertThat(extensions.reconnectWindow()).isZero();
    }

    @Test
    void whatWasWithdrawnStaysSoUntilTheServerAnnouncesSomethingElse() {
        extensions.heard(Replies.with(200, "log-batches", "0"), true);

        extensions.withdraw("log-batches");
        extensions.heard(Replies.with(200, "log-batches", "0"), true);
        assertThat(extensions.takesLogBatches()).isFalse();

        extensions.heard(Replies.with(200, "attempt,log-batches", "0"), true);
        assertThat(extensions.takesLogBatches()).isTrue();
    }
}
