package io.noderax.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.noderax.architecture.fixture.BadHelper;
import io.noderax.architecture.fixture.Exits;
import io.noderax.architecture.fixture.Foreign;
import io.noderax.architecture.fixture.Prints;
import io.noderax.architecture.fixture.Queries;
import io.noderax.architecture.fixture.Sleeps;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The direction rules hold for everything that ships, and each fence would notice a break. */
class DirectionsTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/architecture-tests/"))
            .importPackages("io.noderax");

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        return Rules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(SHIPPED)));
    }

    @Test
    void allModulesAreLookedAt() {
        for (String module : List.of("protocol", "socketio", "linux", "agent", "server", "cli", "testkit")) {
            assertThat(SHIPPED.stream().filter(type -> type.getPackageName().startsWith("io.noderax." + module)))
                    .as(module)
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void eachFenceNoticesABreak() {
        Map<Class<?>, ArchRule> breaks = Map.of(
                Sleeps.class, Rules.sleepStandsInLoops(),
                Exits.class, Rules.exitStandsInMains(),
                Prints.class, Rules.standardStreamsStandInCommandLinesAndMains(),
                Foreign.class, Rules.onlyLinuxCallsForeignCode(),
                Queries.class, Rules.statementsStandInStores(),
                BadHelper.class, Rules.namesSayWhatAThingIs());
        breaks.forEach((fixture, rule) -> assertThat(rule.evaluate(new ClassFileImporter().importClasses(fixture))
                        .hasViolation())
                .as(fixture.getSimpleName())
                .isTrue());
    }
}
