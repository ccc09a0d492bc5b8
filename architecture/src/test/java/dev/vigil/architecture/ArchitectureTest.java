package dev.vigil.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What `ARCHITECTURE.md` promises about who may know whom, read from the compiled classes of every module.
class ArchitectureTest {

    private static final List<String> STAGES = List.of("ingest", "streams", "alerts", "fhir");
    private static final JavaClasses VIGIL = new ClassFileImporter().importPaths(Repository.here().classes("classes"));

    @TestFactory
    Stream<DynamicTest> shouldLetStagesMeetOnlyThroughTopics() {
        return STAGES.stream().map(stage -> DynamicTest.dynamicTest(stage, () -> holds(noClasses()
                .that().resideInAPackage(packagesOf(stage))
                .should().dependOnClassesThat().resideInAnyPackage(othersThan(stage)))));
    }

    @Test
    void shouldKeepTheDomainOnTheJdkAlone() {
        holds(classes().that().resideInAPackage(packagesOf("domain"))
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", packagesOf("domain"))
                .because("the heart is the same in every stream, test and replay"));
    }

    @Test
    void shouldKeepTimeChanceAndTheOutsideOutOfTheDomain() {
        holds(noClasses().that().resideInAPackage(packagesOf("domain"))
                .should().dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..", "java.util.logging..")
                .orShould().accessTargetWhere(readsTheWorld())
                .because("deciders are functions of (state, event, now)"));
    }

    @Test
    void shouldKeepFrameworksWhereTheyAreAllowed() {
        onlyIn("org.apache.kafka.streams..", "streams", "alerts", "wire",
                "app.bench.streams"); // the floors that the two applications are measured against
        onlyIn("ca.uhn.fhir..", "fhir", "app.bench.fhir"); // the encoder that ours is measured against
        onlyIn("org.hl7.fhir..", "fhir", "app.bench.fhir");
        onlyIn("com.nimbusds..", "ingest", "alerts", "fhir");
        onlyIn("picocli..", "app");
        onlyIn("kafka.server..", "broker");
        onlyIn("io.helidon..", "http", "ingest", "streams", "alerts", "fhir",
                "app.bench.ingest"); // the handler that ingest is measured against
        onlyIn("org.yaml.snakeyaml..", "wire", "app");
    }

    @Test
    void shouldHaveNoStateThatAnyoneCanReach() {
        holds(fields().that().areStatic().should().beFinal()
                .because("there is no static mutable state"));
    }

    @Test
    void shouldEndTheProcessOnlyInTheCommandLine() {
        holds(noClasses().that().resideOutsideOfPackages(packagesOf("app"), packagesOf("bench"))
                .should().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void shouldSayWhereNullMayBe() {
        List<String> unmarked = VIGIL.stream().map(JavaClass::getPackage).distinct()
                .filter(home -> !home.getName().endsWith("jmh_generated"))
                .filter(home -> !home.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(HasName::getName).toList();
        assertThat(unmarked).isEmpty();
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheWorld() {
        Set<String> world = Set.of("java.time.Instant.now", "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime", "java.lang.System.getenv", "java.lang.System.getProperty",
                "java.time.LocalDate.now", "java.time.ZonedDateTime.now", "java.time.OffsetDateTime.now",
                "java.util.UUID.randomUUID", "java.lang.Math.random", "java.lang.Thread.sleep",
                "java.time.InstantSource.system");
        return DescribedPredicate.describe("the clock, chance or the environment",
                access -> world.contains(nameOf(access.getTarget())));
    }

    private static String nameOf(AccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    private static void onlyIn(String framework, String... allowed) {
        String[] homes = Stream.of(allowed).map(ArchitectureTest::packagesOf).toArray(String[]::new);
        holds(noClasses().that().resideOutsideOfPackages(homes)
                .should().dependOnClassesThat().resideInAPackage(framework));
    }

    private static void holds(ArchRule rule) {
        rule.check(VIGIL);
    }

    private static String packagesOf(String module) {
        return "dev.vigil." + module + "..";
    }

    private static String[] othersThan(String stage) {
        return Stream.concat(STAGES.stream(), Stream.of("app", "bench")).filter(other -> !other.equals(stage))
                .map(ArchitectureTest::packagesOf).toArray(String[]::new);
    }
}
