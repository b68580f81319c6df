package io.github.wechatpaycontract;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.order.ContractOrder;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.PayRedirectSign;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of the contract family, in both styles, against the simulator: what
 * goes out is the documented example, byte for byte what was signed, and the documented
 * answer is read. Writes the table in {@code docs/operations.md} from these exchanges.
 */
class OperationsTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated())
			.merchant(TestServices.simulated("1230000109"))
			.anyPrepayIdAllowed(true)
			.resendDelays());

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private static final String CONTRACT_ID = "123124412412423431";

	private static final Path COMMITTED = Path.of("..", "docs", "operations.md");

	private static final Path GENERATED = Path.of("target", "operations.md");

	private final WechatPaySimulator simulator = extension.simulator();

	@ParameterizedTest
	@EnumSource
	void blockingIsTheDocumentedExchange(DocumentedOperation operation) throws Exception {
		assertDocumented(operation, DocumentedOperation::block);
	}

	@ParameterizedTest
	@EnumSource
	void reactiveIsTheDocumentedExchange(DocumentedOperation operation) throws Exception {
		assertDocumented(operation, OperationsTests::react);
	}

	@ParameterizedTest
	@EnumSource
	void bothStylesAreServedByTheSimulator(DocumentedOperation operation) throws Exception {
		Object blocking = serve(operation, DocumentedOperation::block);
		this.simulator.reset();
		Object reactive = serve(operation, OperationsTests::react);
		assertThat(reactive).hasSameClassAs(blocking);
	}

	@Test
	void tableIsTheCommittedOne() throws Exception {
		StringBuilder table = new StringBuilder(
				"""
						# Operations

						Written by `OperationsTests`, which runs every call in this table against the simulator and fails when this
						file differs. Calls are those of `MerchantServices`; in a Spring application `preEntrustSign()` is the bean
						`PreEntrustSignOperations`, `contracts()` is `ContractOperations`, `orders()` is `ContractOrderOperations`,
						and each has a `Reactive...` twin.

						| # | Method | Path | Blocking call | Reactive call | Run by `OperationsTests` |
						| --- | --- | --- | --- | --- | --- |
						""");
		int rows = 0;
		for (DocumentedOperation operation : DocumentedOperation.values()) {
			ReceivedRequest blocking = assertDocumented(operation, DocumentedOperation::block);
			ReceivedRequest reactive = assertDocumented(operation, OperationsTests::react);
			assertThat(reactive.rawUri()).isEqualTo(blocking.rawUri());
			table
				.append("| %s | %s | `%s` | `%s` | `%s` | `blockingIsTheDocumentedExchange[%s]`,".formatted(
						operation.name(), blocking.method(), operation.path(), operation.blockingCall(),
						operation.reactiveCall(), operation.name()))
				.append(" `reactiveIsTheDocumentedExchange[%s]` |\n".formatted(operation.name()));
			rows++;
		}
		table.append("\n%d of 12 operations.\n".formatted(rows));
		assertThat(rows).isEqualTo(12);
		write(table.toString());
		assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
			.as("docs/operations.md is not what the tests ran; after looking at the difference, from the root run"
					+ " cp wechatpay-contract-core/target/operations.md docs/operations.md")
			.isEqualTo(table.toString());
	}

	@ParameterizedTest
	@EnumSource
	void callInTheTableIsOneOfTheServices(DocumentedOperation operation) throws Exception {
		assertThat(last(operation.blockingCall()).getReturnType()).isNotNull();
		assertThat(last(operation.reactiveCall()).getReturnType().getSimpleName()).isEqualTo("Mono");
	}

	/** Finds the method that a call such as {@code a().b().c(x)} ends with. */
	private static Method last(String call) {
		Class<?> type = MerchantServices.class;
		Method method = null;
		for (String step : call.replaceAll("\\([^)]*\\)", "").split("\\.")) {
			method = Arrays.stream(type.getMethods())
				.filter((candidate) -> candidate.getName().equals(step))
				.findFirst()
				.orElseThrow(() -> new AssertionError(call + " does not exist"));
			type = method.getReturnType();
		}
		return Objects.requireNonNull(method);
	}

	/** Sends the documented request and answers with the documented answer. */
	private ReceivedRequest assertDocumented(DocumentedOperation operation, Style style) throws Exception {
		this.simulator.reset();
		JsonNode answer = operation.example().get("answer");
		this.simulator.answers()
			.next(AnswerFault.error(200, "OK", "").and(AnswerFault.signedBody(MAPPER.writeValueAsString(answer))));
		Object result;
		try (MerchantServices services = services(operation)) {
			result = style.run(operation, services, CONTRACT_ID);
		}
		assertRead(operation, result, answer);
		assertThat(this.simulator.requests()).hasSize(1);
		ReceivedRequest sent = this.simulator.requests().get(0);
		assertThat(sent.signatureAccepted()).as("the bytes signed are the bytes sent").isTrue();
		assertThat(sent.mchid()).contains(operation.mchid());
		assertThat(sent.method()).isEqualTo(operation.method());
		assertThat(sent.rawUri()).isEqualTo(operation.uri());
		assertBody(operation, sent);
		return sent;
	}

	private static void assertBody(DocumentedOperation operation, ReceivedRequest sent) throws IOException {
		JsonNode request = operation.example().get("request");
		if (request == null) {
			assertThat(sent.body()).isEmpty();
			return;
		}
		assertThat(MAPPER.readTree(sent.body())).isEqualTo(request);
		if (operation.isPublished()) {
			assertThat(sent.bodyText()).isEqualTo(MAPPER.writeValueAsString(request));
		}
	}

	private static void assertRead(DocumentedOperation operation, Object result, JsonNode answer) {
		if (result instanceof MiniProgramSignSession session) {
			assertThat(session.preEntrustwebId()).isEqualTo("5778aadY9nltAsZzXixCkFIGYnV2V");
			assertThat(session.mchid()).isEqualTo("1900000109");
			assertThat(session.subMchid()).isEqualTo(answer.path("sub_mchid").textValue());
			assertThat(session.serviceId()).isEqualTo(12535);
			assertThat(session.outContractCode()).isEqualTo(DocumentedOperation.CODE);
			assertThat(session.signMpAppid()).isEqualTo("wxbd687630cd02ce1d");
			assertThat(session.signMpPath()).isEqualTo("pages/PwdExemptContract/index");
			assertThat(session.launch().extraData())
				.isEqualTo(Map.of("pre_entrustweb_id", "5778aadY9nltAsZzXixCkFIGYnV2V"));
		}
		else if (result instanceof PayRedirectSign sign) {
			assertThat(sign).isEqualTo(new PayRedirectSign("1900000109", answer.path("sub_mchid").textValue(), 12535,
					DocumentedOperation.CODE));
		}
		else if (result instanceof Contract contract) {
			assertThat(contract).isEqualTo(new Contract("1900000109", CONTRACT_ID, "wxd678efh567hg6787",
					"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", null, null, 12535L, DocumentedOperation.CODE, "微信代扣用户A",
					ContractState.SIGNED, "SIGNED", OffsetDateTime.parse("2020-09-10T13:29:35+08:00"), null));
		}
		else if (result instanceof ContractOrder order) {
			assertThat(order.prepayId()).isEqualTo("wx201410272009395522657a690389285100");
			assertThat(order.payParameters()).containsEntry("package",
					"prepay_id=wx201410272009395522657a690389285100");
		}
		else {
			assertThat(operation).isEqualTo(DocumentedOperation.E10);
		}
	}

	/** Lets the simulator check the request and answer it by its own state. */
	private Object serve(DocumentedOperation operation, Style style) throws Exception {
		String contractId = "";
		try (MerchantServices services = services(operation)) {
			if (operation.needsContract()) {
				DocumentedOperation.E1.block(services, "");
				this.simulator.confirm(operation.mchid(), DocumentedOperation.CODE);
				contractId = Objects.requireNonNull(
						this.simulator.session(operation.mchid(), DocumentedOperation.CODE).orElseThrow().contractId());
			}
			Object result = style.run(operation, services, contractId);
			assertThat(this.simulator.requests()).allMatch(ReceivedRequest::signatureAccepted);
			return result;
		}
	}

	private MerchantServices services(DocumentedOperation operation) {
		SimulatedMerchant merchant = this.simulator.merchant(operation.mchid());
		return TestServices.of(TestServices.definition("documented", merchant, null), this.simulator.baseUrl());
	}

	private static Object react(DocumentedOperation operation, MerchantServices services, String contractId) {
		return Objects.requireNonNull(operation.react(services, contractId).block(LIMIT));
	}

	private static void write(String table) throws IOException {
		Files.createDirectories(GENERATED.getParent());
		Files.write(GENERATED, table.lines().toList(), StandardCharsets.UTF_8);
	}

	/**
	 * How a call is made.
	 */
	@FunctionalInterface
	private interface Style {

		Object run(DocumentedOperation operation, MerchantServices services, String contractId);

	}

}
