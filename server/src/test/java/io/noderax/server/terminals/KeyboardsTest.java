package io.noderax.server.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.id.TerminalSessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Keys that are said again are typed once. */
class KeyboardsTest {
    private final Keyboards keyboards = new Keyboards();
    private final TerminalSessionId session = new TerminalSessionId(UUID.randomUUID());
    private final UUID keyboard = UUID.randomUUID();
    private final List<String> typed = new ArrayList<>();

    @Test
    void aNumberThatWasTakenIsNotTypedAgain() {
        type(1, "a");
        type(1, "a");
        type(2, "b");
        type(1, "a");
        assertThat(typed).containsExactly("a", "b");
    }

    @Test
    void anotherKeyboardAndKeysWithoutANumberAreTypedAlways() {
        type(1, "a");
        keyboards.once(session, new Keyboards.Stroke(UUID.randomUUID(), 1), () -> typed.add("b"));
        keyboards.once(session, null, () -> typed.add("c"));
        keyboards.once(session, null, () -> typed.add("c"));
        assertThat(typed).containsExactly("a", "b", "c", "c");
    }

    @Test
    void whatWasRefusedMayBeTriedAgain() {
        Keyboards.Stroke stroke = new Keyboards.Stroke(keyboard, 1);
        assertThatThrownBy(() -> keyboards.once(session, stroke, () -> {
                    throw new IllegalStateException("not open");
                }))
                .hasMessage("not open");
        type(1, "a");
        assertThat(typed).containsExactly("a");
    }

    @Test
    void aRepetitionWaitsForTheFirstOneThatIsStillOnItsWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> keyboards.once(session, new Keyboards.Stroke(keyboard, 1), () -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    typed.add("first");
                }));
        begun.await();
        Thread second = Thread.ofVirtual().start(() -> type(1, "second"));
        goOn.countDown();
        first.join();
        second.join();
        assertThat(typed).containsExactly("first");
    }

    private void type(long number, String key) {
        keyboards.once(session, new Keyboards.Stroke(keyboard, number), () -> typed.add(key));
    }
}
