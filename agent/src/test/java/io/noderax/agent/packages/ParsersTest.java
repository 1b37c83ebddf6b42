package io.noderax.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each form of output is read whole and nothing else is taken for a package. */
class ParsersTest {
    @Test
    void dpkgListsWhatIsUnpackedAndNotWhatOnlyLeftItsSettings() {
        assertThat(Fixture.rows(new DpkgLines(), "dpkg-query.txt"))
                .containsExactly(
                        "bash|5.2.15-2+b2|amd64|GNU Bourne Again SHell|null",
                        "linux-image-amd64|6.1.123-1|amd64|Linux for 64-bit PCs (meta-package)|null",
                        "libc6|2.36-9+deb12u9|amd64|GNU C Library: Shared libraries|null",
                        "libc6|2.36-9+deb12u9|i386|GNU C Library: Shared libraries|null",
                        "vim-common|2:9.0.1378-2|all|Vi IMproved - Common files|null",
                        "tzdata|2024b-0+deb12u1|all|time zone and daylight-saving time data|null");
    }

    @Test
    void aptListsInstalledUpgradableAndFoundPackages() {
        assertThat(Fixture.rows(new AptLines(), "apt-list-installed.txt"))
                .containsExactly(
                        "adduser|3.134|all|null|null",
                        "libc6|2.36-9+deb12u9|amd64|null|2.36-9+deb12u10",
                        "local-tool|1.0|amd64|null|null");
        assertThat(Fixture.rows(new AptLines(), "apt-list-upgradable.txt"))
                .contains(
                        "appstream|0.16.1-2|amd64|null|0.16.1-2+b1",
                        "libc6|2.36-9+deb12u9|i386|null|2.36-9+deb12u10",
                        "vim-common|2:9.0.1378-2|all|null|2:9.0.1378-2+deb12u1")
                .hasSize(5);
        assertThat(Fixture.rows(new AptLines(), "apt-search.txt"))
                .containsExactly(
                        "grhino|0.16.1-4|amd64|othello/reversi boardgame|null",
                        "hello|2.10-3|amd64|example package based on GNU hello|null",
                        "hello-traditional|2.10-6|amd64|example package based on GNU hello|null",
                        "libghc-hello-dev|2:1.0|all|bindings - with a dash|null");
    }

    @Test
    void rpmListsEpochsAndArchitecturesBesideEachOtherAndNoKeys() {
        assertThat(Fixture.rows(new FieldLines(), "rpm-qa.txt"))
                .containsExactly(
                        "bash|5.2.26-3.fc40|x86_64|The GNU Bourne Again shell|null",
                        "glibc|2.39-22.fc40|x86_64|The GNU libc libraries|null",
                        "glibc|2.39-22.fc40|i686|The GNU libc libraries|null",
                        "bind-libs|32:9.18.28-2.fc40|x86_64|Libraries used by the BIND DNS packages|null",
                        "tzdata|2024a-5.fc40|noarch|Timezone data|null");
    }

    @Test
    void updatesOfDnfAndYumAreReadAlsoWhereTheyAreWrapped() {
        assertThat(Fixture.rows(new RpmUpdates(), "dnf-check-update.txt"))
                .containsExactly(
                        "bash|null|x86_64|null|5.2.26-4.fc40",
                        "bind-libs|null|x86_64|null|32:9.18.30-1.fc40",
                        "glibc|null|i686|null|2.39-37.fc40",
                        "glibc|null|x86_64|null|2.39-37.fc40",
                        "python3-setuptools-wheel|null|noarch|null|69.0.3-4.fc40");
        assertThat(Fixture.rows(new RpmUpdates(), "yum-check-update.txt"))
                .containsExactly(
                        "NetworkManager-config-server|null|noarch|null|1:1.18.8-2.el7_9",
                        "java-1.8.0-openjdk-headless|null|x86_64|null|1:1.8.0.412.b08-1.el7_9",
                        "kernel|null|x86_64|null|3.10.0-1160.119.1.el7",
                        "perl-Package-Constants-With-A-Very-Long-Name|null|noarch|null|1:0.02-294.el7_9",
                        "selinux-policy-targeted|null|noarch|null|3.13.1-268.el7_9.2");
    }

    @Test
    void searchesOfDnfAndYumAreReadInAllTheirForms() {
        assertThat(Fixture.rows(new RpmSearch(), "dnf4-search.txt"))
                .contains(
                        "nano|null|x86_64|A small text editor|null",
                        "nanopb|null|i686|A small code-size Protocol Buffers implementation in ansi C|null",
                        "python3-blinkstick|null|noarch|Interface: BlinkStick devices, nano and pro|null")
                .hasSize(5);
        assertThat(Fixture.rows(new RpmSearch(), "dnf5-search.txt"))
                .containsExactly(
                        "nano|null|x86_64|A small text editor|null",
                        "nano-default-editor|null|noarch|Sets GNU nano as the default editor|null",
                        "perl-Time-HiRes|null|x86_64|High resolution alarm, sleep, gettimeofday, interval timers|null");
        assertThat(Fixture.rows(new RpmSearch(), "yum-search.txt"))
                .containsExactly(
                        "nano|null|x86_64|A small text editor|null",
                        "perl-Nano-With-A-Long-Name|null|noarch|Something that needs more room than one row of"
                                + " eighty columns has|null");
        assertThat(Fixture.rows(new RpmSearch(), "dnf-search-nothing.txt")).isEmpty();
    }

    @Test
    void tablesOfZypperAreReadByTheirHeadings() {
        assertThat(Fixture.rows(new ZypperTable(), "zypper-list-updates.txt"))
                .containsExactly(
                        "bash|null|x86_64|null|4.4-19.6.1",
                        "bind-utils|null|x86_64|null|9.16.6-12.4",
                        "glibc|null|x86_64|null|2.31-150300.9");
        assertThat(Fixture.rows(new ZypperTable(), "zypper-search.txt"))
                .containsExactly(
                        "nano|null|null|Pico editor clone with enhancements|null",
                        "nano-lang|null|null|Translations for package nano|null",
                        "nanomsg|null|null|Scalability protocols, small|null");
        assertThat(Fixture.rows(new ZypperTable(), "zypper-no-updates.txt")).isEmpty();
        assertThat(Fixture.rows(new ZypperTable(), "zypper-search-nothing.txt")).isEmpty();
    }

    @Test
    void apkIsReadInBothItsForms() {
        assertThat(Fixture.rows(new ApkLines(), "apk-list-installed.txt"))
                .contains(
                        "ca-certificates-bundle|20240226-r0|x86_64|null|null",
                        "py3-setuptools|70.3.0-r0|noarch|null|null",
                        "ssl_client|1.36.1_git20230101-r29|x86_64|null|null")
                .hasSize(7);
        assertThat(Fixture.rows(new ApkLines(), "apk-list-upgradable.txt"))
                .containsExactly("busybox|null|x86_64|null|1.36.1-r30", "musl|null|x86_64|null|1.2.5-r1");
        assertThat(Fixture.rows(new ApkLines(), "apk-info-vv.txt"))
                .containsExactly(
                        "alpine-baselayout|3.6.5-r0|null|Alpine base dir structure and init scripts|null",
                        "busybox|1.36.1-r29|null|Size optimized toolbox of many common UNIX utilities|null",
                        "musl|1.2.5-r0|null|the musl c library (libc) implementation - small|null");
        assertThat(Fixture.rows(new ApkLines(), "apk-search.txt"))
                .contains("nano-doc|8.0-r0|null|Enhanced clone of the Pico text editor (documentation)|null")
                .hasSize(3);
    }

    @Test
    void pacmanIsReadInAllItsForms() {
        assertThat(Fixture.rows(new PacmanBlocks(), "pacman-qi.txt"))
                .containsExactly(
                        "bash|5.2.032-2|x86_64|The GNU Bourne Again shell|null",
                        "ca-certificates-utils|20240618-1|any|Common CA certificates (utilities), which come with a"
                                + " description that goes on in the next line|null",
                        "vim|2:9.1.0-1|x86_64|None|null");
        assertThat(Fixture.rows(new PacmanLines(), "pacman-qu.txt"))
                .containsExactly("bash|null|null|null|5.2.037-1", "linux|null|null|null|6.10.5.arch1-1");
        assertThat(Fixture.rows(new PacmanLines(), "pacman-ss.txt"))
                .containsExactly(
                        "nano|8.1-1|null|Pico editor clone with enhancements|null",
                        "nano-syntax-highlighting|2020.10.10+10+g1aa64a8-3|null|Nano editor syntax highlighting"
                                + " enhancements|null",
                        "rust-analyzer|20240805-1|null|Rust compiler front-end for IDEs|null");
    }

    @Test
    void nothingIsNoPackage() {
        for (OutputParser parser : List.of(
                new DpkgLines(),
                new AptLines(),
                new FieldLines(),
                new RpmUpdates(),
                new RpmSearch(),
                new ZypperTable(),
                new ApkLines(),
                new PacmanBlocks(),
                new PacmanLines())) {
            assertThat(parser.parse(List.of())).isEmpty();
            assertThat(parser.parse(List.of("", " ", "\t", "|", "-", "    ", "Listing...", "E: broken")))
                    .as(parser.getClass().getSimpleName())
                    .isEmpty();
        }
    }
}
