package io.github.wechatpaycontract.boot.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.github.wechatpaycontract.boot.RawClient;
import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RecordingHandler;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.ParkReason;
import io.github.wechatpaycontract.notification.NotificationMessage;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With Spring Security there the endpoint is reached without a login, and nothing else.
 */
abstract class AbstractSecurityTests extends AbstractEndpointTests {

	private static final String BOOT = "io.github.wechatpaycontract.boot.autoconfigure.ContractNotification";

	private static final String[] SETTINGS = {
			"spring.security.user.password=" + SecuredApplication.PASSWORD_ENCODER.encode("secret"),
			"management.endpoints.web.exposure.include=*" };

	private static final String WITHOUT_OUR_CHAIN = "spring.autoconfigure.exclude=" + BOOT
			+ "ServletSecurityAutoConfiguration," + BOOT + "ReactiveSecurityAutoConfiguration";

	/** Names of all lines; one that does not exist is ignored. */
	private static final String WITHOUT_SECURITY = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration,"
			+ "org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration,"
			+ "org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration,"
			+ "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.actuate.autoconfigure.security.reactive.ReactiveManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration";

	private static final List<String> OTHER_PATHS = List.of("/", "/hello", "/unknown", "/login", "/logout", "/error",
			"/actuator", "/actuator/health", "/actuator/env", "/actuator/configprops", "/actuator/beans",
			"/actuator/mappings", "/wechatpay", "/wechatpay/contract", PATH + "/", PATH + "/x", PATH + "x",
			PATH + ";a=b", PATH + ".json", "/" + PATH, "/WECHATPAY/contract/notify", "/wechatpay/contract/notif%79",
			"/wechatpay/contract/x/../notify", "/wechatpay/contract/./notify", "/wechatpay/contract/notify%2f",
			"/hello?" + PATH, "/hello;" + PATH, PATH + "/../hello", PATH + "/../../../hello", PATH + "/..;/hello");

	@RegisterExtension
	static final SimulatorExtension realTime = SimulatorExtension
		.with((simulator) -> simulator.merchant(TestMerchants.MERCHANT));

	private RunningApplication withoutOurChain;

	abstract Class<?> ownChainApplication();

	@Override
	WechatPaySimulator simulator() {
		return realTime.simulator();
	}

	@Override
	Class<?> applicationClass() {
		return SecuredApplication.class;
	}

	@Override
	String[] settings() {
		return SETTINGS;
	}

	@BeforeAll
	void startAnother() {
		this.withoutOurChain = start(applicationClass(), WITHOUT_OUR_CHAIN);
	}

	@AfterAll
	void stopTheOther() {
		this.withoutOurChain.close();
	}

	private RunningApplication start(Class<?> application, String... more) {
		List<String> settings = new ArrayList<>(Arrays.asList(SETTINGS));
		settings.addAll(Arrays.asList(more));
		return RunningApplication.start(stack(), application, simulator(), settings.toArray(new String[0]));
	}

	private static RawRequest authenticated(RawRequest request) {
		String credentials = Base64.getEncoder().encodeToString("user:secret".getBytes());
		return request.with("Authorization: Basic " + credentials);
	}

	@Test
	@Tag("case-164")
	void endpointNeedsNoLoginNoTokenAndNoSession() {
		RawResponse response = send(RawRequest.post(PATH, genuine()).without("Accept").with("Accept: text/html"));
		assertAcknowledged(response);
		assertThat(response.header("Set-Cookie")).isEmpty();
		assertThat(handler().notifications()).hasSize(1);
	}

	@Test
	@Tag("case-164")
	void refusalMakesNoSessionAndAsksForNoLogin() {
		RawResponse response = send(spoilt(NotificationFault.bitFlip()));
		assertRefused(response);
		assertThat(response.header("Set-Cookie")).isEmpty();
		assertThat(response.header("WWW-Authenticate")).isEmpty();
		assertThat(response.header("Location")).isEmpty();
	}

	@Test
	void withoutOurChainTheEndpointIsNotReached() {
		RawResponse response = this.withoutOurChain.send(RawRequest.post(PATH, genuine()));
		assertThat(response.status()).isIn(401, 403);
		assertThat(this.withoutOurChain.bean(RecordingHandler.class).notifications()).isEmpty();
	}

	static List<String> otherPaths() {
		return OTHER_PATHS;
	}

	@ParameterizedTest
	@Tag("case-164")
	@MethodSource("otherPaths")
	void everythingElseIsAsProtectedAsWithoutOurChain(String path) {
		for (RawRequest request : List.of(RawRequest.of("GET", path),
				RawRequest.of("GET", path).with("Accept: text/html"),
				RawRequest.of("POST", path).withLengthAnd(new byte[0]), RawRequest.post(path, genuine()),
				RawRequest.of("OPTIONS", path), RawRequest.of("HEAD", path), authenticated(RawRequest.of("GET", path)),
				authenticated(RawRequest.of("POST", path).withLengthAnd(new byte[0])))) {
			RawResponse with = send(request);
			RawResponse without = this.withoutOurChain.send(request);
			assertThat(with.status()).as(request.line()).isEqualTo(without.status());
			assertThat(with.header("WWW-Authenticate")).isEqualTo(without.header("WWW-Authenticate"));
			assertThat(location(with)).isEqualTo(location(without));
		}
		assertNothingHandled();
	}

	private static List<String> location(RawResponse response) {
		return response.header("Location").stream().map((url) -> url.replaceFirst(";jsessionid=.*", "")).toList();
	}

	@ParameterizedTest
	@Tag("case-164")
	@ValueSource(strings = { "/", "/hello", "/unknown", "/actuator/env", "/actuator/beans", PATH + "/", PATH + "/x" })
	void everythingElseNeedsLogin(String path) {
		assertThat(send(RawRequest.of("GET", path)).status()).isEqualTo(401);
	}

	@Test
	void loginOpensTheRest() {
		assertThat(send(authenticated(RawRequest.of("GET", "/hello"))).body()).contains("hello");
		assertThat(send(authenticated(RawRequest.of("POST", "/hello").withLengthAnd(new byte[0]))).status()).isIn(401,
				403);
		assertThat(send(authenticated(RawRequest.of("GET", "/actuator/env"))).status()).isEqualTo(200);
	}

	@Test
	void actuatorShowsNoSecret() {
		String apiV3Key = simulator().merchant().apiV3Key();
		for (String path : List.of("/actuator/env", "/actuator/configprops", "/actuator/beans", "/actuator/mappings",
				"/actuator/conditions")) {
			RawResponse response = send(authenticated(RawRequest.of("GET", path)));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).doesNotContain(apiV3Key).doesNotContain("base64:");
		}
	}

	@Test
	@Tag("case-165")
	void ownChainOfTheApplicationProtectsTheRest() {
		try (RunningApplication own = start(ownChainApplication())) {
			assertThat(own.send(RawRequest.post(PATH, genuine())).status()).isEqualTo(204);
			assertThat(own.bean(RecordingHandler.class).notifications()).hasSize(1);
			for (String path : OTHER_PATHS) {
				assertThat(own.send(RawRequest.of("GET", path)).status()).as(path).isIn(400, 401);
				assertThat(own.send(RawRequest.post(path, genuine())).status()).as(path).isIn(400, 401, 403);
			}
			assertThat(own.send(authenticated(RawRequest.of("GET", "/hello"))).status()).isEqualTo(200);
			assertThat(own.bean(RecordingHandler.class).notifications()).hasSize(1);
		}
	}

	@Test
	void withoutSecurityTheEndpointWorks() {
		try (RunningApplication open = start(SecuredApplication.class, WITHOUT_SECURITY)) {
			assertThat(open.send(RawRequest.of("GET", "/hello")).status()).isEqualTo(200);
			assertThat(open.send(RawRequest.post(PATH, genuine())).status()).isEqualTo(204);
			assertThat(open.send(RawRequest.post(PATH, spoilt(NotificationFault.bitFlip()))).status()).isEqualTo(401);
		}
	}

	@Test
	@Tag("case-179")
	void operatorsOfParkedNotificationsAreToldWhatIsWrong() {
		NotificationRecord changed = new NotificationRecord("1900000109", "changed", null, "f".repeat(64),
				"ENTRUST.SIGN", "code1", NotificationRecord.State.PARKED, ParkReason.CHANGED_CONTENT, 1, Instant.EPOCH,
				null, new NotificationMessage(null, null, null, null, new byte[1]));
		try (RunningApplication open = start(SecuredApplication.class, WITHOUT_SECURITY,
				"wechatpay.ledger.enabled=true")) {
			open.bean(LedgerStore.class).<Boolean>inTransaction((transaction) -> {
				transaction.insertNotification(changed);
				return true;
			});
			assertThat(operate(open, "POST", "unknown").status()).isEqualTo(404);
			assertThat(operate(open, "DELETE", "unknown").status()).isEqualTo(404);
			assertThat(operate(open, "POST", "changed")).satisfies((refused) -> {
				assertThat(refused.status()).isEqualTo(409);
				assertThat(refused.body()).contains("\"message\":\"Notification 'changed' cannot be replayed");
			});
			assertThat(operate(open, "DELETE", "changed")).satisfies((discarded) -> {
				assertThat(discarded.status()).isEqualTo(200);
				assertThat(discarded.body()).contains("\"state\":\"DONE\"");
			});
		}
	}

	private static RawResponse operate(RunningApplication application, String method, String id) {
		return application.send(RawRequest.of(method, "/actuator/wechatpayparked/1900000109/" + id)
			.with("Content-Type: application/json")
			.withLengthAnd(new byte[0]));
	}

	@Test
	@Tag("case-168")
	void managementPortHasNoEndpoint() {
		try (RunningApplication managed = start(SecuredApplication.class, "management.server.port=0")) {
			int port = managed.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			RawResponse response = RawClient.send(port, RawRequest.post(PATH, genuine()));
			assertThat(response.status()).isIn(401, 403, 404);
			assertThat(managed.bean(RecordingHandler.class).notifications()).isEmpty();
			assertThat(managed.send(RawRequest.post(PATH, genuine())).status()).isEqualTo(204);
		}
	}

}
