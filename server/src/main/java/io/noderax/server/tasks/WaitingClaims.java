package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.server.waiting.Parked;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims that wait for work, and the nodes that may have some. Both stand behind one lock, so that work which arrives just
 * before a claim is parked is never missed: a claim parks only while nothing is marked for its node.
 *
 * <p>Memory only; a parked claim costs an entry here and nothing else. The lock is never held during I/O.
 */
final class WaitingClaims {
    private final Parked<NodeId, ParkedClaim> parked = new Parked<>(ParkedClaim::node);
    private final Set<NodeId> mayHaveWork = new HashSet<>();

    /** Parks the claim; false, when its node may have work: the mark is then taken away and the caller has to look. */
    synchronized boolean parkUnlessWork(ParkedClaim claim) {
        if (mayHaveWork.remove(claim.node())) {
            return false;
        }
        parked.add(claim);
        return true;
    }

    /** Takes a claim out; false when it was not parked: then somebody is looking for work for it. */
    boolean remove(ParkedClaim claim) {
        return parked.remove(claim);
    }

    /** The longest waiting claim of the node, taken out; when none waits, the node is marked for the next that comes. */
    synchronized @Nullable ParkedClaim takeForWork(NodeId node) {
        ParkedClaim claim = parked.takeFirst(node);
        if (claim == null) {
            mayHaveWork.add(node);
        }
        return claim;
    }

    synchronized void markAll(Collection<NodeId> nodes) {
        mayHaveWork.addAll(nodes);
    }

    /** Takes out all claims of the node and its mark. */
    synchronized List<ParkedClaim> forget(NodeId node) {
        mayHaveWork.remove(node);
        return parked.take(node);
    }

    /** Takes out all claims of the node; what may have work keeps its mark. */
    List<ParkedClaim> take(NodeId node) {
        return parked.take(node);
    }

    /** Takes out all claims. */
    List<ParkedClaim> clear() {
        return parked.takeAll();
    }
}
