package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims that wait for work, and the nodes that may have some. Both stand behind one lock, so that work which arrives just
 * before a claim is parked is never missed: a claim parks only while nothing is marked for its node.
 *
 * <p>Memory only; a parked claim costs an entry here and nothing else. The lock is never held during I/O.
 */
final class WaitingClaims {
    private final Map<NodeId, Deque<ParkedClaim>> parked = new HashMap<>();
    private final Set<NodeId> mayHaveWork = new HashSet<>();

    /** Parks the claim; false, when its node may have work: the mark is then taken away and the caller has to look. */
    synchronized boolean parkUnlessWork(ParkedClaim claim) {
        if (mayHaveWork.remove(claim.node())) {
            return false;
        }
        parked.computeIfAbsent(claim.node(), _ -> new ArrayDeque<>()).addLast(claim);
        return true;
    }

    /** Takes a claim out; false when it was not parked: then somebody is looking for work for it. */
    synchronized boolean remove(ParkedClaim claim) {
        Deque<ParkedClaim> claims = parked.get(claim.node());
        if (claims == null || !claims.remove(claim)) {
            return false;
        }
        dropIfEmpty(claim.node(), claims);
        return true;
    }

    /** The longest waiting claim of the node, taken out; when none waits, the node is marked for the next that comes. */
    synchronized @Nullable ParkedClaim takeForWork(NodeId node) {
        Deque<ParkedClaim> claims = parked.get(node);
        if (claims == null) {
            mayHaveWork.add(node);
            return null;
        }
        ParkedClaim claim = claims.removeFirst();
        dropIfEmpty(node, claims);
        return claim;
    }

    synchronized void markAll(Collection<NodeId> nodes) {
        mayHaveWork.addAll(nodes);
    }

    /** Takes out all claims of the node and its mark. */
    synchronized List<ParkedClaim> forget(NodeId node) {
        mayHaveWork.remove(node);
        Deque<ParkedClaim> claims = parked.remove(node);
        return claims == null ? List.of() : List.copyOf(claims);
    }

    /** Takes out all claims. */
    synchronized List<ParkedClaim> clear() {
        List<ParkedClaim> all = parked.values().stream().flatMap(Deque::stream).toList();
        parked.clear();
        return all;
    }

    synchronized int count() {
        return parked.values().stream().mapToInt(Deque::size).sum();
    }

    private void dropIfEmpty(NodeId node, Deque<ParkedClaim> claims) {
        if (claims.isEmpty()) {
            parked.remove(node);
        }
    }
}
