package io.noderax.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No name gets through that is anything but a name. */
class PackageRequestTest {
    @Test
    void namesComeFromAllThreeMembersEachOnce() throws BrokenPayload {
        JsonObject payload = JsonObject.builder()
                .put("names", List.of("hello", "g++"))
                .put("packages", List.of("hello", "libc6:i386"))
                .put("package", "nano=7.2-1~bpo1")
                .build();

        assertThat(new PackageRequest(payload).someNames().stream().map(PackageName::text))
                .containsExactly("hello", "g++", "libc6:i386", "nano=7.2-1~bpo1");
    }

    @Test
    void eachSystemHasItsOwnSpelling() throws BrokenPayload {
        PackageName name = PackageName.of("glibc:i686=2.39-22").orElseThrow();

        assertThat(name.text()).isEqualTo("glibc:i686=2.39-22");
        assertThat(name.rpm()).isEqualTo("glibc-2.39-22.i686");
        assertThat(name.withoutArchitecture()).isEqualTo("glibc=2.39-22");
    }

    @Test
    void whatIsNoNameIsRefusedWithTheNameAndWhatIsAllowed() {
        for (String bad : List.of(
                "",
                " ",
                "-y",
                "--reinstall",
                "a b",
                "a;b",
                "a|b",
                "$(id)",
                "`id`",
                "a*",
                "a?",
                "[ab]",
                "a/b",
                "../a",
                "/etc/passwd",
                "a\n",
                "a\0b",
                "~nfoo",
                "?installed",
                "a^",
                "hello-",
                "@core",
                "a,b",
                "a&b",
                "a>b",
                "a'b",
                "a\"b",
                "a\\b",
                "a=",
                "a:",
                "a=-1",
                "é",
                "!a",
                "+a",
                ".a",
                "a%b",
                "a".repeat(256))) {
            assertThatThrownBy(() -> request("package", bad).names())
                    .as(bad)
                    .isInstanceOf(BrokenPayload.class)
                    .hasMessageContaining("package name must be name, name:arch")
                    .message()
                    .doesNotContain("\n", "\0");
        }
        assertThatThrownBy(() -> request("package", "a b").names()).hasMessageContaining("(got \"a b\")");
    }

    @Test
    void whateverGetsThroughHasOnlyHarmlessCharactersAndBeginsHarmlessly() {
        Random random = new Random(7);
        char[] alphabet = "abZ09+-._:=~ \t\n\0*?[]{}()$`'\"\\|&;<>/^%!@#,é-".toCharArray();
        int passed = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(6);
            for (int i = 0; i < length; i++) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            Optional<PackageName> known = PackageName.of(text.toString());
            if (known.isPresent()) {
                PackageName name = known.get();
                for (String spelled : Arrays.asList(name.text(), name.rpm(), name.withoutArchitecture())) {
                    assertThat(spelled).matches("[A-Za-z0-9][A-Za-z0-9+.:=~_-]*");
                }
                assertThat(name.name()).doesNotEndWith("-");
                assertThat(name.text()).isEqualTo(text.toString());
                passed++;
            }
        }
        assertThat(passed).isGreaterThan(1000);
    }

    @Test
    void payloadsOfAnotherFormSayWhichMemberIsWrong() {
        assertThatThrownBy(() -> new PackageRequest("hello")).hasMessageContaining("it must be an object");
        assertThatThrownBy(() -> request("names", "hello").names())
                .hasMessageContaining("names must be a list of texts");
        assertThatThrownBy(() -> request("packages", List.of(1L)).names())
                .hasMessageContaining("packages must be made");
        assertThatThrownBy(() -> request("package", 1L).names()).hasMessageContaining("package must be made of texts");
        assertThatThrownBy(() -> request("names", List.of()).someNames())
                .hasMessageContaining("names must have at least one package");
    }

    @Test
    void aTermIsWordsAndNoPattern() throws BrokenPayload {
        assertThat(request("query", " text editor ").words()).containsExactly("text", "editor");
        assertThat(request("term", "g++").words()).containsExactly("g++");
        for (Object bad : List.of("", " ", "-x", "a -x", "a*", "a|b", "^a", "a\nb", 1L, "x".repeat(256))) {
            assertThatThrownBy(() -> request("term", bad).words())
                    .as(String.valueOf(bad))
                    .isInstanceOf(BrokenPayload.class);
        }
    }

    private static PackageRequest request(String member, Object value) throws BrokenPayload {
        return new PackageRequest(JsonObject.of(member, value));
    }
}
