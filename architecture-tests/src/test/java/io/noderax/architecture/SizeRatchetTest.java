package io.noderax.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Files and methods stay small. {@code sizes.properties} holds the sizes that are reached; they only go down. Whoever has to raise
 * one does it in the same commit, where a reader sees it.
 */
class SizeRatchetTest {
    private record Sizes(List<Integer> files, List<Integer> methods) {}

    @Test
    void nothingGrowsBeyondWhatIsReached() throws IOException {
        Sizes sizes = measure();
        Properties reached = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("sizes.properties"))) {
            reached.load(file);
        }

        assertThat(sizes.files()).hasSizeGreaterThan(200);
        assertAtMost(reached, "file.lines.median", percentile(sizes.files(), 50));
        assertAtMost(reached, "file.lines.p90", percentile(sizes.files(), 90));
        assertAtMost(reached, "file.lines.largest", percentile(sizes.files(), 100));
        assertAtMost(reached, "method.lines.p90", percentile(sizes.methods(), 90));
        assertAtMost(reached, "method.lines.largest", percentile(sizes.methods(), 100));
    }

    private static void assertAtMost(Properties reached, String name, int now) {
        int limit = Integer.parseInt(reached.getProperty(name));
        assertThat(now).as(name + " of the main sources").isLessThanOrEqualTo(limit);
    }

    private static Sizes measure() throws IOException {
        List<Path> sources = sources();
        Sizes sizes = new Sizes(new ArrayList<>(), new ArrayList<>());
        for (Path source : sources) {
            sizes.files().add((int) Files.readAllLines(source).stream()
                    .filter(SizeRatchetTest::isCode)
                    .count());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodScanner(unit, positions, sizes).scan(unit, null);
            }
        }
        return sizes;
    }

    /** Collects the length of every method, its braces included. */
    private static final class MethodScanner extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Sizes sizes;

        MethodScanner(CompilationUnitTree unit, SourcePositions positions, Sizes sizes) {
            this.unit = unit;
            this.positions = positions;
            this.sizes = sizes;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method.getBody()));
                sizes.methods().add((int) (end - start + 1));
            }
            return super.visitMethod(method, null);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
    }

    private static boolean isCode(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith("//") && !text.startsWith("/*") && !text.startsWith("*");
    }

    private static int percentile(List<Integer> values, int percent) {
        List<Integer> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
