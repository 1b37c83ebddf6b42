package io.noderax.server.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What waits is found by what it waits for, and is taken out once. */
class ParkedTest {
    private final Parked<Character, String> parked = new Parked<>(word -> word.charAt(0));

    @Test
    void whoWaitsLongestIsTakenFirst() {
        parked.add("b2");
        parked.add("b1");
        parked.add("c1");

        assertThat(parked.takeFirst('b')).isEqualTo("b2");
        assertThat(parked.takeFirst('b')).isEqualTo("b1");
        assertThat(parked.takeFirst('b')).isNull();
        assertThat(parked.keys()).containsExactly('c');
    }

    @Test
    void allThatWaitForOneThingAreTakenInTheirOrder() {
        parked.add("b2");
        parked.add("c1");
        parked.add("b1");

        assertThat(parked.take('b')).containsExactly("b2", "b1");
        assertThat(parked.take('b')).isEmpty();
        assertThat(parked.remove("b1")).isFalse();
    }

    @Test
    void thoseOfWhichSomethingIsTrueAreTakenWhateverTheyWaitFor() {
        parked.add("b1");
        parked.add("b2");
        parked.add("c2");

        assertThat(parked.has('b', word -> word.endsWith("2"))).isTrue();
        assertThat(parked.takeIf(word -> word.endsWith("2"))).containsExactlyInAnyOrder("b2", "c2");
        assertThat(parked.has('b', word -> word.endsWith("2"))).isFalse();
        assertThat(parked.takeAll()).containsExactly("b1");
        assertThat(parked.keys()).isEmpty();
    }

    @Test
    void oneThatManyWantIsTakenOnce() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            parked.add("b");
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger taken = new AtomicInteger();
            Thread remover = Thread.ofVirtual().start(() -> {
                await(start);
                taken.addAndGet(parked.remove("b") ? 1 : 0);
            });
            Thread taker = Thread.ofVirtual().start(() -> {
                await(start);
                taken.addAndGet(parked.take('b').size());
            });
            start.countDown();
            remover.join();
            taker.join();
            assertThat(taken).as("round " + round).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
