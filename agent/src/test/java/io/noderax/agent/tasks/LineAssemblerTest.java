package io.noderax.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes become lines, wherever the reads happen to cut them. */
class LineAssemblerTest {
    @Test
    void theSameLinesComeOutHoweverTheBytesAreCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String text = "plain\n\u00e4\u20ac\ud83d\ude00 end\r\n\nprogress 1\rprogress 2\rdone\nno end";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> whole = assemble(bytes, bytes.length);

        assertThat(whole)
                .containsExactly(
                        "plain", "\u00e4\u20ac\ud83d\ude00 end", "", "progress 1", "progress 2", "done", "no end");
        for (int round = 0; round < 500; round++) {
            assertThat(assemble(bytes, 1 + random.nextInt(bytes.length)))
                    .as("seed " + seed)
                    .isEqualTo(whole);
        }
    }

    @Test
    void whatIsNoTextIsReplacedAndANulIsShown() {
        assertThat(assemble(new byte[] {'a', (byte) 0xff, 'b', 0, 'c', (byte) 0xe2, (byte) 0x82, '\n'}, 3))
                .containsExactly("a\ufffdb\u2400c\ufffd");
    }

    @Test
    void aLineOfAnyLengthTakesBoundedMemoryAndTheRestIsCounted() {
        List<Long> skipped = new ArrayList<>();
        LineAssembler assembler = new LineAssembler((text, more) -> {
            assertThat(text).hasSize(LineAssembler.KEPT);
            skipped.add(more);
        });
        byte[] chunk = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1000; i++) {
            assembler.accept(chunk, chunk.length);
        }
        assembler.end();

        assertThat(skipped).containsExactly(1_000_000L - LineAssembler.KEPT);
    }

    private static List<String> assemble(byte[] bytes, int chunk) {
        List<String> lines = new ArrayList<>();
        LineAssembler assembler = new LineAssembler((text, _) -> lines.add(text));
        for (int from = 0; from < bytes.length; from += chunk) {
            int length = Math.min(chunk, bytes.length - from);
            byte[] part = new byte[length];
            System.arraycopy(bytes, from, part, 0, length);
            assembler.accept(part, length);
        }
        assembler.end();
        return lines;
    }
}
