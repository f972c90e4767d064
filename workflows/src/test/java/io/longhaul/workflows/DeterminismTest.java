package io.longhaul.workflows;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Workflow code is replayed: it may look at nothing but its history. */
class DeterminismTest {
    private static final String[] WORKFLOWS = {
        "io.longhaul.workflows.step..",
        "io.longhaul.workflows.audit..",
        "io.longhaul.workflows.log..",
        "io.longhaul.workflows.clone..",
        "io.longhaul.workflows.flatten..",
        "io.longhaul.workflows.power..",
        "io.longhaul.workflows.delete..",
        "io.longhaul.workflows.template.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.longhaul.workflows");

    @Test
    void workflowsUseNoDatabaseNoBusNoNativeCodeAndNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(WORKFLOWS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "org.apache.kafka..",
                        "com.sun.jna..",
                        "org.libvirt..",
                        "java.net..",
                        "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .check(CLASSES);
    }

    @Test
    void workflowsAskNoClockNoChanceAndNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(WORKFLOWS)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.System")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Executor.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.CompletionStage.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Date.class)
                .orShould()
                .callMethodWhere(describe(
                        "it asks what time it is",
                        call -> call.getTarget().getName().equals("now")
                                && call.getTargetOwner().getPackageName().equals("java.time")))
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void workflowsKeepNothingBetweenRuns() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(WORKFLOWS)
                .and()
                .areStatic()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }
}
