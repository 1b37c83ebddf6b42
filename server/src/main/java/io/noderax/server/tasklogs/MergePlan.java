package io.noderax.server.tasklogs;

import io.noderax.server.tasklogs.LogSegmentStore.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Which small pieces become one: in two steps while a log grows, so that no byte is copied often, and all of them when it does
 * not grow any more.
 */
final class MergePlan {
    /** Not packed. */
    static final int LARGEST = 256 * 1024;

    private static final int TINY = 8 * 1024;
    private static final int MANY = 32;

    private MergePlan() {}

    /** Neighbours that are to be merged, two at least each time. */
    static List<List<Piece>> of(List<Piece> small, boolean all) {
        long middling = small.stream().filter(piece -> piece.size() >= TINY).count();
        int below = all || middling > MANY ? LogSegment.SMALL : TINY;
        List<List<Piece>> plan = new ArrayList<>();
        List<Piece> run = new ArrayList<>();
        int size = 0;
        for (Piece piece : small) {
            boolean fits = piece.size() < below && size + piece.size() <= LARGEST && isNext(run, piece);
            if (!fits) {
                addIfWorthIt(plan, run);
                run = new ArrayList<>();
                size = 0;
            }
            if (piece.size() < below) {
                run.add(piece);
                size += piece.size();
            }
        }
        addIfWorthIt(plan, run);
        return plan;
    }

    private static boolean isNext(List<Piece> run, Piece piece) {
        return run.isEmpty() || run.getLast().end() == piece.firstOffset();
    }

    private static void addIfWorthIt(List<List<Piece>> plan, List<Piece> run) {
        if (run.size() > 1) {
            plan.add(run);
        }
    }
}
