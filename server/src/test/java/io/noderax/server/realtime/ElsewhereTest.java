package io.noderax.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A message of any length goes through notifications, which take less than 8000 bytes each. */
class ElsewhereTest {
    @Test
    void partsFitIntoANotificationAndMakeTheWholeAgain() {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String text = random.ints(random.nextInt(20_000), 1, 0x10ffff)
                    .filter(character -> character < 0xd800 || character > 0xdfff)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

            List<String> parts = Elsewhere.split(text);

            assertThat(parts)
                    .as("seed %d, round %d", seed, round)
                    .allSatisfy(part -> assertThat(part.getBytes(StandardCharsets.UTF_8).length)
                            .isLessThan(8000));
            assertThat(parts.stream().map(part -> part.substring(1)).collect(Collectors.joining()))
                    .isEqualTo(text);
            assertThat(parts.subList(0, parts.size() - 1))
                    .allSatisfy(part -> assertThat(part).startsWith("+"));
            assertThat(parts.getLast()).startsWith(".");
        }
    }
}
