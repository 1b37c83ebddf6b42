package io.noderax.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every file of the repository. */
class RepositoryTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#]+)(#[^)]*)?\\)");

    /** Written in halves, so that this file passes its own test. */
    private static final List<String> FORBIDDEN = List.of(
            "/wo" + "rk/",
            "/tmp/" + "w/",
            "TO" + "DO",
            "FIX" + "ME",
            "repo.maven." + "apache.org",
            "registry." + "npmjs",
            "deb.debian" + ".org");

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : files().filter(file -> file.toString().contains("/src/main/java/"))
                .toList()) {
            Path info = source.resolveSibling("package-info.java");
            boolean good = Files.exists(info)
                    && Files.readString(info).contains("@NullMarked")
                    && Files.readString(info).startsWith("/**");
            if (!good) {
                missing.add(ROOT.relativize(source.resolveSibling("")).toString());
            }
        }
        assertThat(missing.stream().distinct()).isEmpty();
    }

    @Test
    void everyTypeHasItsSentence() throws IOException {
        Pattern bare = Pattern.compile(
                "(?<!\\*/\\n)(?<!\\)\\n)(?<!\\w\\n)^(public |abstract |final |sealed )*(class|record|enum|interface) \\w+",
                Pattern.MULTILINE);
        List<String> missing = new ArrayList<>();
        for (Path source : files().filter(file -> file.toString().contains("/src/main/java/"))
                .toList()) {
            if (!source.endsWith("package-info.java")
                    && bare.matcher(Files.readString(source)).find()) {
                missing.add(ROOT.relativize(source).toString());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noFileHoldsWhatBelongsToOneMachineOrIsUnfinished() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files().toList()) {
            String text = text(file);
            for (String word : FORBIDDEN) {
                if (text.contains(word)) {
                    found.add(ROOT.relativize(file) + ": " + word);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document :
                files().filter(file -> file.toString().endsWith(".md")).toList()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1).strip();
                if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
                    broken.add(ROOT.relativize(document) + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all
                    .filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git|node_modules)/.*"))
                    .toList()
                    .stream();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return "";
        }
    }
}
