package io.noderax.server.tasklogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.server.tasklogs.LogSegmentStore.Piece;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pieces of a log are merged. */
class MergePlanTest {
    @Test
    void whileALogGrowsOnlyTheTinyPiecesAreMerged() {
        List<Piece> pieces = following(20_000, 100, 100, 100, 20_000, 100);

        assertThat(MergePlan.of(pieces, false)).containsExactly(pieces.subList(1, 4));
    }

    @Test
    void manyMiddlingPiecesAreMergedTooUpToTheLargestSize() {
        int[] sizes = new int[40];
        java.util.Arrays.fill(sizes, 10_000);
        List<Piece> pieces = following(sizes);

        List<List<Piece>> plan = MergePlan.of(pieces, false);

        assertThat(plan.stream().flatMap(List::stream)).containsExactlyElementsOf(pieces);
        assertThat(plan)
                .allSatisfy(run ->
                        assertThat(run.stream().mapToInt(Piece::size).sum()).isLessThanOrEqualTo(MergePlan.LARGEST));
        assertThat(plan).hasSize(2);
    }

    @Test
    void atTheEndAllNeighboursAreMergedAndWhatIsNoNeighbourStaysApart() {
        List<Piece> pieces = new ArrayList<>(following(100, 50_000, 100));
        pieces.add(new Piece(10_000_000, 10_000_100, 100));

        assertThat(MergePlan.of(pieces, true)).containsExactly(pieces.subList(0, 3));
    }

    @Test
    void aSinglePieceIsLeftAlone() {
        assertThat(MergePlan.of(following(5), true)).isEmpty();
        assertThat(MergePlan.of(List.of(), true)).isEmpty();
    }

    private static List<Piece> following(int... sizes) {
        List<Piece> pieces = new ArrayList<>();
        long at = 0;
        for (int size : sizes) {
            pieces.add(new Piece(at, at + size, size));
            at += size;
        }
        return pieces;
    }
}
