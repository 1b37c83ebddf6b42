package io.noderax.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The direction rules: who may know whom, and which dangerous things stand only behind their fences. */
final class Rules {
    private static final String OURS = "io.noderax..";

    private Rules() {}

    // --- modules ---------------------------------------------------------------------------------------------------

    static ArchRule protocolKnowsNoneOfOurs() {
        return stands("io.noderax.protocol..").alone("io.noderax.protocol..");
    }

    static ArchRule linuxKnowsNoneOfOurs() {
        return stands("io.noderax.linux..").alone("io.noderax.linux..");
    }

    static ArchRule socketioKnowsNoneOfOurs() {
        return stands("io.noderax.socketio..").alone("io.noderax.socketio..");
    }

    /** The agent's share of it must stay small. */
    static ArchRule socketioNeedsTheJdkAlone() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.socketio..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.noderax.socketio..", "java..", "javax.net.ssl..", "org.jspecify..");
    }

    static ArchRule agentKnowsNeitherServerNorCommandLine() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.noderax.server..", "io.noderax.cli..");
    }

    static ArchRule serverKnowsNeitherAgentNorCommandLine() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.noderax.agent..", "io.noderax.cli..", "io.noderax.linux..");
    }

    static ArchRule commandLineKnowsNeitherAgentNorServer() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.noderax.agent..", "io.noderax.server..");
    }

    static ArchRule nobodyShipsTheTestkit() {
        return noClasses()
                .that()
                .resideInAPackage(OURS)
                .and()
                .resideOutsideOfPackage("io.noderax.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.noderax.testkit..");
    }

    // --- fences ----------------------------------------------------------------------------------------------------

    static ArchRule onlyLinuxCallsForeignCode() {
        return only(resideInAPackage("io.noderax.linux.."), "java.lang.foreign..");
    }

    static ArchRule theJsonLibraryStandsInOnePackage() {
        return only(resideInAPackage("io.noderax.protocol.json.."), "com.fasterxml..");
    }

    /** Beside resources: the filters that let callers in, the markers that ask for them, and the callers they hand on. */
    static ArchRule httpStandsInResourcesAndPlumbing() {
        return only(
                resideInAPackage("io.noderax.server.http..")
                        .or(simpleNameEndingWith("Resource"))
                        .or(simpleNameEndingWith("Filter"))
                        .or(simpleNameEndingWith("Call"))
                        .or(simpleNameEndingWith("Caller"))
                        .or(simpleNameEndingWith("Operator")),
                "jakarta.ws.rs..");
    }

    static ArchRule vertxStandsInTheAdapter() {
        return only(resideInAnyPackage("io.noderax.server.http..", "io.noderax.server.realtime.."), "io.vertx..");
    }

    /** A transaction's handle may be seen where it is opened; statements stand in stores. */
    static ArchRule statementsStandInStores() {
        return only(
                resideInAPackage("io.noderax.server.storage..")
                        .or(simpleNameEndingWith("Store"))
                        .or(simpleNameEndingWith("Scope")),
                "org.jdbi.v3.core.statement..",
                "java.sql..");
    }

    static ArchRule theAgentKeepsToTheSmallHttpClient() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "picocli..");
    }

    // --- directions ------------------------------------------------------------------------------------------------

    /** An entry point sees all, and nothing sees it. */
    static ArchRule packagesHaveNoCycles() {
        return SlicesRuleDefinition.slices()
                .matching("io.noderax.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(simpleNameEndingWith("Main"), DescribedPredicate.alwaysTrue());
    }

    static ArchRule serverPlumbingKnowsNoFeature() {
        return noClasses()
                .that()
                .resideInAnyPackage("io.noderax.server.http..", "io.noderax.server.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.noderax.server.auth..",
                        "io.noderax.server.workspaces..",
                        "io.noderax.server.nodes..",
                        "io.noderax.server.enrollment..",
                        "io.noderax.server.installs..",
                        "io.noderax.server.tasks..",
                        "io.noderax.server.tasklogs..",
                        "io.noderax.server.events..",
                        "io.noderax.server.audit..",
                        "io.noderax.server.limits..",
                        "io.noderax.server.diagnostics..");
    }

    /** Whoever changes something writes it down; what is written down is nobody's. */
    static ArchRule auditKnowsNoFeature() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server.audit")
                .should()
                .dependOnClassesThat(resideInAPackage("io.noderax.server..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.noderax.server.audit",
                                "io.noderax.server.http..",
                                "io.noderax.server.storage.."))));
    }

    static ArchRule limitsKnowNoFeature() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server.limits")
                .should()
                .dependOnClassesThat(resideInAPackage("io.noderax.server..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.noderax.server.limits", "io.noderax.server.http..", "io.noderax.server.boot.."))));
    }

    static ArchRule nobodyKnowsTheInstalls() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server..")
                .and()
                .resideOutsideOfPackage("io.noderax.server.installs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.noderax.server.installs..");
    }

    static ArchRule agentPlumbingKnowsNoFeature() {
        return noClasses()
                .that()
                .resideInAnyPackage("io.noderax.agent.journal..", "io.noderax.agent.controlplane..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.noderax.agent.tasks..",
                        "io.noderax.agent.enrollment..",
                        "io.noderax.agent.presence..",
                        "io.noderax.agent.rootaccess..",
                        "io.noderax.agent.cli..");
    }

    static ArchRule featuresKnowOnlyThoseBelow() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.noderax.server.workspaces..",
                        "io.noderax.server.nodes..",
                        "io.noderax.server.enrollment..",
                        "io.noderax.server.tasks..",
                        "io.noderax.server.tasklogs..",
                        "io.noderax.server.events..");
    }

    static ArchRule workspacesKnowNoNodes() {
        return noClasses()
                .that()
                .resideInAnyPackage("io.noderax.server.workspaces..", "io.noderax.server.events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.noderax.server.nodes..",
                        "io.noderax.server.enrollment..",
                        "io.noderax.server.tasks..",
                        "io.noderax.server.tasklogs..");
    }

    static ArchRule nodesKnowNeitherTasksNorEnrollments() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server.nodes..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.noderax.server.enrollment..", "io.noderax.server.tasks..", "io.noderax.server.tasklogs..");
    }

    /** Tasks know their logs; what logs have to know of tasks they ask for by an interface of their own. */
    static ArchRule logsKnowNeitherTasksNorEnrollments() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server.tasklogs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.noderax.server.tasks..", "io.noderax.server.enrollment..");
    }

    static ArchRule tasksAndEnrollmentsDoNotKnowEachOther() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.server.tasks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.noderax.server.enrollment..");
    }

    static ArchRule nobodyKnowsTheAgentsRootButItsCommandLine() {
        return noClasses()
                .that()
                .resideInAPackage("io.noderax.agent..")
                .and(DescribedPredicate.not(resideInAPackage("io.noderax.agent.cli..")))
                .and(DescribedPredicate.not(resideInAPackage("io.noderax.agent")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.noderax.agent"));
    }

    // --- names and manners -----------------------------------------------------------------------------------------

    static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .that()
                .resideInAPackage(OURS)
                .should()
                .haveNameMatching(".*(Manager|Service|Helper|Util|Utils|Impl|Info|Data|Base)");
    }

    static ArchRule sleepStandsInLoops() {
        return noClasses()
                .that(DescribedPredicate.not(simpleNameEndingWith("Loop")))
                .should()
                .callMethodWhere(new DescribedPredicate<>("Thread.sleep") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep");
                    }
                });
    }

    static ArchRule exitStandsInMains() {
        return noClasses()
                .that(DescribedPredicate.not(simpleNameEndingWith("Main")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class);
    }

    /** {@code Ambient} hands standard output to the one class that has to show a password. */
    static ArchRule standardStreamsStandInCommandLinesAndMains() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage("io.noderax.cli..", "io.noderax.agent.cli..")
                .or(simpleNameEndingWith("Main"))
                .or(simpleNameEndingWith("Ambient"));
        return noClasses()
                .that(DescribedPredicate.not(allowed))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in");
    }

    static ArchRule messagesAreRecordsEnumsOrInterfaces() {
        return classes()
                .that()
                .resideInAPackage("io.noderax.protocol..")
                .and()
                .resideOutsideOfPackages("io.noderax.protocol.json..", "io.noderax.protocol.log..")
                .and(new DescribedPredicate<>("are no package-info") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getSimpleName().equals("package-info");
                    }
                })
                .should(new ArchCondition<>("be a record, an enum or an interface") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean good = type.isRecord()
                                || type.isEnum()
                                || type.isInterface()
                                || type.getModifiers().contains(JavaModifier.SYNTHETIC);
                        events.add(new SimpleConditionEvent(type, good, type.getName() + " is none of them"));
                    }
                });
    }

    /** Everything above, by name. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        for (var method : Rules.class.getDeclaredMethods()) {
            if (method.getReturnType() == ArchRule.class && method.getParameterCount() == 0) {
                try {
                    rules.put(method.getName(), (ArchRule) method.invoke(null));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return rules;
    }

    /** Of the packages, only these classes may depend on them. */
    private static ArchRule only(DescribedPredicate<JavaClass> allowed, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(OURS)
                .and(DescribedPredicate.not(allowed))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static Standing stands(String packages) {
        return new Standing(packages);
    }

    /** A package that knows, of ours, only what is named. */
    private record Standing(String packages) {
        ArchRule alone(String allowed) {
            Set<String> own = Set.of(allowed);
            return noClasses()
                    .that()
                    .resideInAPackage(packages)
                    .should()
                    .dependOnClassesThat(resideInAPackage(OURS)
                            .and(DescribedPredicate.not(resideInAnyPackage(own.toArray(String[]::new)))));
        }
    }
}
