package io.github.wechatpaycontract;

import java.lang.reflect.Modifier;
import java.security.Security;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.ContractNotification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the module.
 */
@Tag("build-only")
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("simulator"))
		.importPackages("io.github.wechatpaycontract");

	@Test
	void coreHasNoSpring() {
		assertThat(CLASSES.size()).isGreaterThan(40);
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..")
			.check(CLASSES);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices()
			.matching("io.github.wechatpaycontract.(*)..")
			.should()
			.beFreeOfCycles()
			.check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.github.wechatpaycontract")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.github.wechatpaycontract.*..")
			.check(CLASSES);
	}

	@Test
	void dependenciesPointOneWay() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage("..crypto..", "..json..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..merchant..", "..client..", "..sign..", "..contract", "..notification..")
			.check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage("..sign..", "..contract", "..order..", "..echo..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..notification..", "..registry..", "reactor.netty..", "io.netty..")
			.check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("..notification..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..sign..", "reactor.netty..", "io.netty..")
			.check(CLASSES);
	}

	@Test
	void nothingUsesTheLedger() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("..ledger..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("..ledger..")
			.check(CLASSES);
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("..ledger..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("..ledger..", "..sign..", "..contract", "..notification..", "..registry..",
					"..client..", "..merchant..", "io.github.wechatpaycontract", "java..", "org.slf4j..",
					"..observation..", "org.jspecify..", "reactor.core..", "reactor.util..", "org.reactivestreams..")
			.check(CLASSES);
	}

	@Test
	@Tag("case-79")
	void onlyTheJsonPackageKnowsMoreOfJacksonThanItsAnnotations() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.github.wechatpaycontract.json")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..", "tools.jackson..")
			.check(CLASSES);
	}

	@Test
	void loggingGoesThroughSlf4j() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "ch.qos.logback..")
			.check(CLASSES);
		ArchRuleDefinition.noClasses().should().accessField(System.class, "out").check(CLASSES);
		ArchRuleDefinition.noClasses().should().accessField(System.class, "err").check(CLASSES);
	}

	@Test
	void bouncyCastleStaysInCryptoAndIsNeverRegistered() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.github.wechatpaycontract.crypto")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.bouncycastle..")
			.check(CLASSES);
		ArchRuleDefinition.noClasses().should().dependOnClassesThat().belongToAnyOf(Security.class).check(CLASSES);
	}

	@Test
	void publicApiShowsNoJackson() {
		for (JavaClass type : CLASSES) {
			if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
				continue;
			}
			for (JavaMethod method : type.getMethods()) {
				if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
					assertThat(method.getAllInvolvedRawTypes()).as(method.getFullName())
						.noneMatch((involved) -> involved.getName().contains("jackson"));
				}
			}
		}
	}

	@Test
	void whatIsProvenCannotBeMadeByAnyoneElse() {
		for (Class<?> type : new Class<?>[] { ContractNotification.class, ApiAnswer.class, Merchant.class }) {
			assertThat(type.getDeclaredConstructors()).as(type.getName())
				.noneMatch((constructor) -> Modifier.isPublic(constructor.getModifiers())
						|| Modifier.isProtected(constructor.getModifiers()));
			assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
		}
	}

}
