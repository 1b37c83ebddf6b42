package io.noderax.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.server.nodes.AgentAbilities;
import io.noderax.server.nodes.AgentCaller;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work is never missed by a claim that is just being parked, and wakes one claim of its node only. */
class WaitingClaimsTest {
    private final WaitingClaims waiting = new WaitingClaims();
    private final NodeId node = new NodeId(UUID.randomUUID());
    private final NodeId other = new NodeId(UUID.randomUUID());

    @Test
    void workWakesTheLongestWaitingClaimOfItsNode() {
        ParkedClaim first = parked(node);
        ParkedClaim second = parked(node);
        ParkedClaim foreign = parked(other);

        assertThat(waiting.takeForWork(node)).isSameAs(first);
        assertThat(waiting.takeForWork(node)).isSameAs(second);
        assertThat(waiting.takeForWork(node)).isNull();
        assertThat(waiting.remove(foreign)).isTrue();
    }

    @Test
    void workThatCameWhileNobodyWaitedIsFoundByTheNextClaim() {
        waiting.takeForWork(node);

        assertThat(waiting.parkUnlessWork(claim(node))).isFalse();
        assertThat(waiting.parkUnlessWork(claim(node)))
                .as("the mark is used up")
                .isTrue();
        assertThat(waiting.parkUnlessWork(claim(other))).isTrue();
    }

    @Test
    void aClaimIsTakenOutOnce() {
        ParkedClaim claim = parked(node);

        assertThat(waiting.remove(claim)).isTrue();
        assertThat(waiting.remove(claim)).isFalse();
    }

    @Test
    void noWorkIsMissedWhenClaimsAndWorkArriveTogether() throws InterruptedException {
        for (int round = 0; round < 2000; round++) {
            WaitingClaims claims = new WaitingClaims();
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger seen = new AtomicInteger();
            Thread parker = Thread.ofVirtual().start(() -> {
                await(start);
                if (!claims.parkUnlessWork(claim(node))) {
                    seen.incrementAndGet();
                }
            });
            Thread waker = Thread.ofVirtual().start(() -> {
                await(start);
                if (claims.takeForWork(node) != null) {
                    seen.incrementAndGet();
                }
            });
            start.countDown();
            parker.join();
            waker.join();
            assertThat(seen).as("round " + round).hasValue(1);
        }
    }

    @Test
    void aClaimIsAnsweredOnceWhoeverComesFirst() {
        ParkedClaim claim = claim(node);
        claim.answerEmpty();
        assertThat(claim.isDone()).isTrue();
        assertThat(claim.clientGone()).as("no task was in the answer").isNull();
    }

    @Test
    void aDeletedNodesClaimsAreAllTakenOut() {
        ParkedClaim first = parked(node);
        ParkedClaim second = parked(node);

        assertThat(waiting.forget(node)).isEqualTo(List.of(first, second));
        assertThat(waiting.clear()).isEmpty();
    }

    private ParkedClaim parked(NodeId of) {
        ParkedClaim claim = claim(of);
        assertThat(waiting.parkUnlessWork(claim)).isTrue();
        return claim;
    }

    private static ParkedClaim claim(NodeId of) {
        AgentCaller agent = new AgentCaller(
                of,
                new WorkspaceId(UUID.randomUUID()),
                new DesiredRootAccess(RootProfile.OFF, null),
                AgentAbilities.NONE);
        return new ParkedClaim(agent, Claimant.of(agent, java.util.List.of()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
