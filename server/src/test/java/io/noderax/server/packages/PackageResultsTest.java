package io.noderax.server.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageEntry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Packages out of what agents report, and out of what tools print. */
class PackageResultsTest {
    @Test
    void eachMemberIsTakenByEitherOfItsNames() {
        JsonObject result = Json.parseObject("""
                {"packages":[{"name":"bash","version":"5.2","architecture":"amd64","description":"shell","availableVersion":"5.3"},
                {"package":"zlib1g","version":"1.3","arch":"amd64","summary":"zlib"}]}
                """);

        assertThat(PackageResults.installed(result, null))
                .containsExactly(
                        new PackageEntry("bash", "5.2", "amd64", "shell", "5.3", null),
                        new PackageEntry("zlib1g", "1.3", "amd64", "zlib", null, null));
    }

    @Test
    void whatMakesNoSenseIsLeftOut() {
        JsonObject result = Json.parseObject("""
                {"packages":[1,"x",null,{},{"name":""},{"name":7},{"name":"ok","version":12,"description":["x"]}]}
                """);

        assertThat(PackageResults.installed(result, null))
                .containsExactly(new PackageEntry("ok", null, null, null, null, null));
        assertThat(PackageResults.installed(JsonObject.of("packages", "none"), null))
                .isNull();
        assertThat(PackageResults.installed(JsonObject.of("packages", List.of()), "ii  x 1 all y"))
                .as("a list of nothing is a list")
                .isEmpty();
    }

    @Test
    void theTextOfDpkgIsReadWhenThereIsNoResult() {
        String output = """
                Desired=Unknown/Install/Remove/Purge/Hold
                | Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
                ||/ Name           Version        Architecture Description
                +++-==============-==============-============-=================================
                ii  libc6:amd64    2.36-9+deb12u7 amd64        GNU C Library: Shared libraries
                hi  nginx          1.22.1-9       amd64        small, powerful web/proxy server
                rc  old-thing      1.0            all          configuration only
                """;

        assertThat(PackageResults.installed(null, output))
                .containsExactly(
                        new PackageEntry(
                                "libc6", "2.36-9+deb12u7", "amd64", "GNU C Library: Shared libraries", null, null),
                        new PackageEntry("nginx", "1.22.1-9", "amd64", "small, powerful web/proxy server", null, null));
    }

    @Test
    void theTextOfAptIsReadWhenThereIsNoResult() {
        String output = """
                Listing... Done
                adduser/stable,now 3.134 all [installed]
                bash/stable,now 5.2.15-2+b7 amd64 [installed,automatic]
                """;

        assertThat(PackageResults.installed(null, output))
                .extracting(PackageEntry::name, PackageEntry::version, PackageEntry::architecture)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("adduser", "3.134", "all"),
                        org.assertj.core.groups.Tuple.tuple("bash", "5.2.15-2+b7", "amd64"));
        assertThat(PackageResults.installed(null, "bash\t5.2\tamd64\tshell\n")).isNull();
        assertThat(PackageResults.installed(null, null)).isNull();
    }

    @Test
    void aLongTextIsReadInLinearTime() {
        String output = IntStream.range(0, 50_000)
                .mapToObj(i -> "ii  package-%d  1.%d  all  %s".formatted(i, i, "x".repeat(60)))
                .collect(Collectors.joining("\n"));

        assertThat(PackageResults.installed(null, output)).hasSize(50_000);
        assertThat(PackageResults.installed(null, "i".repeat(1_000_000))).isNull();
    }

    @Test
    void whatASearchFoundStandsUnderEitherName() {
        JsonObject entry = JsonObject.of("name", "nginx");

        assertThat(PackageResults.found(JsonObject.of("results", List.of(entry)), null))
                .hasSize(1);
        assertThat(PackageResults.found(JsonObject.of("packages", List.of(entry)), null))
                .hasSize(1);
        assertThat(PackageResults.found(JsonObject.of("exitCode", 0), "nginx - small web server\nnot a line\n"))
                .containsExactly(new PackageEntry("nginx", null, null, "small web server", null, null));
    }
}
