package io.noderax.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is for the shell, and what is said to this program. */
class EscapesTest {
    private final Escapes escapes = new Escapes();

    @Test
    void aTildeAtTheStartOfALineAsksAndElsewhereIsTyped() {
        assertThat(read("ls ~.\r~.")).isEqualTo("[ls ~.\r]<Terminate>");
        assertThat(read("x\n~d")).isEqualTo("[x\n]<Detach>");
        assertThat(read("y~?")).isEqualTo("[y~?]");
    }

    @Test
    void theVeryFirstKeyIsAtTheStartOfALine() {
        assertThat(read("~?ls")).isEqualTo("<Help>[ls]");
    }

    @Test
    void twoTildesTypeOneAndAnotherKeyKeepsIt() {
        assertThat(read("~~.\r~/bin\r")).isEqualTo("[~.\r~/bin\r]");
        assertThat(read("~\r~d")).isEqualTo("[~\r]<Detach>");
    }

    @Test
    void keysThatComeOneByOneMeanTheSame() {
        StringBuilder all = new StringBuilder();
        for (char key : "a\r~.".toCharArray()) {
            all.append(read(String.valueOf(key)));
        }
        assertThat(all).hasToString("[a][\r]<Terminate>");
    }

    @Test
    void bytesThatAreNoTextPassAsTheyAre() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        List<Escapes.Typed> typed = escapes.read(all, all.length);
        assertThat(typed).hasSize(1);
        assertThat(((Escapes.Typed.Keys) typed.getFirst()).bytes()).isEqualTo(all);
    }

    private String read(String keys) {
        byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
        StringBuilder words = new StringBuilder();
        for (Escapes.Typed typed : escapes.read(bytes, bytes.length)) {
            words.append(
                    switch (typed) {
                        case Escapes.Typed.Keys(byte[] typedKeys) ->
                            "[" + new String(typedKeys, StandardCharsets.UTF_8) + "]";
                        case Escapes.Typed.Terminate _ -> "<Terminate>";
                        case Escapes.Typed.Detach _ -> "<Detach>";
                        case Escapes.Typed.Help _ -> "<Help>";
                    });
        }
        return words.toString();
    }
}
