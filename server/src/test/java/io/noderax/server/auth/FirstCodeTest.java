package io.noderax.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The code for the first administrator. */
class FirstCodeTest {
    @Test
    void aCodeIsReadableAndMatchesHoweverItIsTyped() {
        FirstCode code = new FirstCode(new Random(7));
        assertThat(code.text()).matches("([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}");
        assertThat(code.matches(code.text().toLowerCase(Locale.ROOT).replace("-", " ")))
                .isTrue();
        assertThat(code.matches(code.text().substring(1))).isFalse();
        assertThat(code.matches("")).isFalse();
        assertThat(new FirstCode(new Random(8)).text()).isNotEqualTo(code.text());
    }
}
