package io.github.wechatpaycontract.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may use whom in the starter.
 */
@Tag("build-only")
class ArchitectureTests {

	private static final String IMPORTS = "/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private final JavaClasses starter = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.wechatpaycontract.boot");

	@Test
	void webDoesNotUseAutoConfiguration() {
		noClasses().that()
			.resideInAPackage("..boot.web..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..boot.autoconfigure..", "org.springframework.boot..")
			.check(this.starter);
	}

	@Test
	void jdbcDoesNotUseAutoConfigurationOrWeb() {
		noClasses().that()
			.resideInAPackage("..boot.jdbc..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..boot.autoconfigure..", "..boot.web..", "org.springframework.boot..")
			.check(this.starter);
	}

	@Test
	void webStacksDoNotUseEachOther() {
		noClasses().that()
			.resideInAPackage("..boot.web.servlet..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..boot.web.reactive..", "org.springframework.web.reactive..")
			.check(this.starter);
		noClasses().that()
			.resideInAPackage("..boot.web.reactive..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..boot.web.servlet..", "org.springframework.web.servlet..", "jakarta.servlet..")
			.check(this.starter);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching("io.github.wechatpaycontract.boot.(**)").should().beFreeOfCycles().check(this.starter);
	}

	@Test
	void autoConfigurationsArePublicAndFinalWithoutPublicMembers() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(this.starter);
		methods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.check(this.starter);
	}

	@Test
	void autoConfigurationsAreListed() throws IOException {
		List<String> existing = this.starter.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		try (InputStream in = getClass().getResourceAsStream(IMPORTS)) {
			assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
				.containsExactlyElementsOf(existing);
		}
	}

	@Test
	void jacksonIsNowhere() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
			.check(this.starter);
	}

	@Test
	void publicMethodsOfCoreHideJacksonAndBouncyCastle() {
		JavaClasses core = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("io.github.wechatpaycontract");
		methods().that()
			.arePublic()
			.and()
			.areDeclaredInClassesThat()
			.arePublic()
			.and()
			.areDeclaredInClassesThat()
			.resideOutsideOfPackages("..simulator..", "..json..")
			.should(notMention("com.fasterxml.jackson", "tools.jackson", "org.bouncycastle"))
			.check(core);
	}

	private static ArchCondition<JavaMethod> notMention(String... packages) {
		return ArchCondition.from(new DescribedPredicate<>("not mention " + List.of(packages)) {

			@Override
			public boolean test(JavaMethod method) {
				return method.getAllInvolvedRawTypes()
					.stream()
					.noneMatch((type) -> Stream.of(packages).anyMatch(type.getPackageName()::startsWith));
			}

		});
	}

}
