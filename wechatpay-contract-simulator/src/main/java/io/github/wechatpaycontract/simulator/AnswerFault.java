package io.github.wechatpaycontract.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong, or merely odd, with one answer. {@link #error error}, {@link #raw
 * raw}, {@link #redirect redirect} and {@link #noContent noContent}, and the named errors
 * made of them, answer in place of the service, which then never sees the request; all
 * others let the request take effect and spoil the answer afterwards.
 */
public final class AnswerFault {

	private static final List<String> TOO_FREQUENT = List.of("RATELIMIT_EXCEEDED", "RATELIMIT_EXCEED", "RATE_LIMITED",
			"FREQUENCY_LIMITED");

	private static final Map<String, AnswerFault> NAMED = named();

	private final String name;

	private final @Nullable Function<ReceivedRequest, Answer> replacement;

	private final UnaryOperator<Answer> change;

	private final @Nullable TrustMode signer;

	private final @Nullable String operation;

	private AnswerFault(String name, @Nullable Function<ReceivedRequest, Answer> replacement,
			UnaryOperator<Answer> change, @Nullable TrustMode signer) {
		this(name, replacement, change, signer, null);
	}

	private AnswerFault(String name, @Nullable Function<ReceivedRequest, Answer> replacement,
			UnaryOperator<Answer> change, @Nullable TrustMode signer, @Nullable String operation) {
		this.name = name;
		this.replacement = replacement;
		this.change = change;
		this.signer = signer;
		this.operation = operation;
	}

	private static AnswerFault replacing(String name, Answer answer) {
		return new AnswerFault(name, (request) -> answer, UnaryOperator.identity(), null);
	}

	private static AnswerFault changing(String name, UnaryOperator<Answer> change) {
		return new AnswerFault(name, null, change, null);
	}

	private static AnswerFault signing(String name, UnaryOperator<Signing> change) {
		return changing(name, (answer) -> answer.signing(change));
	}

	/**
	 * Nothing wrong: to let an answer pass before a fault.
	 * @return the fault
	 */
	public static AnswerFault none() {
		return changing("none", UnaryOperator.identity());
	}

	/**
	 * A probe: {@code WECHATPAY/SIGNTEST/} put before a whole signature.
	 * @return the fault
	 */
	public static AnswerFault probe() {
		return signing("probe", Signing::probe);
	}

	/**
	 * A probe whose prefix is written over the first 19 characters of the signature.
	 * @return the fault
	 */
	public static AnswerFault probeOverwritten() {
		return signing("probe-overwritten", Signing::probeOverwritten);
	}

	/**
	 * A signature of the right form that does not hold.
	 * @return the fault
	 */
	public static AnswerFault wrongSignature() {
		return signing("wrong-signature", Signing::wrong);
	}

	/**
	 * No {@code Wechatpay-} header at all.
	 * @return the fault
	 */
	public static AnswerFault noSignature() {
		return signing("no-signature", Signing::absent);
	}

	/**
	 * Two signature headers, a right one and a wrong one.
	 * @return the fault
	 */
	public static AnswerFault repeatedSignature() {
		return signing("repeated-signature", Signing::repeated);
	}

	/**
	 * A right signature under another serial.
	 * @param serial the serial to name
	 * @return the fault
	 */
	public static AnswerFault serial(String serial) {
		return signing("other-serial", (signing) -> signing.serial(serial));
	}

	/**
	 * A right signature under a public key id that nobody configured.
	 * @return the fault
	 */
	public static AnswerFault unknownSerial() {
		return serial("PUB_KEY_ID_0000000000000000000000000000000002").as("unknown-serial");
	}

	/**
	 * A right signature of another time.
	 * @param seconds how old; negative for the future
	 * @return the fault
	 */
	public static AnswerFault stale(long seconds) {
		return signing((seconds < 0) ? "early" : "stale", (signing) -> signing.shifted(-seconds));
	}

	/**
	 * Rightly signed with the platform's public key, whatever key the request names; as
	 * usual for a merchant that has none. With {@link Answers#share} this moves a
	 * merchant from certificates to the public key step by step.
	 * @return the fault
	 */
	public static AnswerFault byPublicKey() {
		return new AnswerFault("by-public-key", null, UnaryOperator.identity(), TrustMode.PUBLIC_KEY);
	}

	/**
	 * Rightly signed with a platform certificate, whatever key the request names; as
	 * usual for a merchant that has none.
	 * @return the fault
	 */
	public static AnswerFault byCertificate() {
		return new AnswerFault("by-certificate", null, UnaryOperator.identity(), TrustMode.CERTIFICATES);
	}

	/**
	 * A body that is not the one that was signed: one blank was added on the way.
	 * @return the fault
	 */
	public static AnswerFault tamperedBody() {
		return changing("tampered-body", (answer) -> {
			byte[] changed = Arrays.copyOf(answer.body(), answer.body().length + 1);
			changed[changed.length - 1] = ' ';
			return answer.signing((signing) -> signing.over(answer.body())).body(changed);
		});
	}

	/**
	 * A body that is not the one that was signed.
	 * @param body what is sent
	 * @return the fault
	 */
	public static AnswerFault tamperedBody(String body) {
		return changing("tampered-body", (answer) -> answer.signing((signing) -> signing.over(answer.body()))
			.body(body.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Header fields replaced after signing.
	 * @param name the field
	 * @param values its values; none drops it, two repeat it
	 * @return the fault
	 */
	public static AnswerFault header(String name, String... values) {
		return signing("header", (signing) -> signing.edit((fields) -> fields.with(name, values)));
	}

	/**
	 * Another body, rightly signed.
	 * @param body the JSON to answer
	 * @return the fault
	 */
	public static AnswerFault signedBody(String body) {
		return changing("signed-body", (answer) -> answer.body(body.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * The true body changed as text, rightly signed.
	 * @param change from the true body to the one to sign and send
	 * @return the fault
	 */
	public static AnswerFault signedBody(UnaryOperator<String> change) {
		return changing("signed-body",
				(answer) -> answer.body(change.apply(answer.text()).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Another content type; header names are not signed.
	 * @param contentType for example {@code application/json;charset=GBK}
	 * @return the fault
	 */
	public static AnswerFault contentType(String contentType) {
		return header("Content-Type", contentType).as("content-type");
	}

	/**
	 * A body compressed on the way; the plain bytes are signed.
	 * @return the fault
	 */
	public static AnswerFault gzip() {
		return changing("gzip",
				(answer) -> answer.signing((signing) -> signing.over(answer.body()))
					.body(compress(answer.body()))
					.field("Content-Encoding", "gzip"));
	}

	/**
	 * A body filled up with blanks, rightly signed.
	 * @param size bytes of the body
	 * @return the fault
	 */
	public static AnswerFault oversized(int size) {
		return signedBody((body) -> body + " ".repeat(Math.max(0, size - body.getBytes(StandardCharsets.UTF_8).length)))
			.as("oversized");
	}

	/**
	 * A body without an end: blanks follow until the client hangs up.
	 * @return the fault
	 */
	public static AnswerFault endless() {
		return changing("endless", (answer) -> answer.transmission(Transmission.ENDLESS));
	}

	/**
	 * A body sent one byte at a time.
	 * @param interval between two bytes
	 * @return the fault
	 */
	public static AnswerFault dripping(Duration interval) {
		return changing("dripping", (answer) -> answer.transmission(Transmission.dripping(interval)));
	}

	/**
	 * A connection reset before the first byte of the answer.
	 * @return the fault
	 */
	public static AnswerFault reset() {
		return changing("reset", (answer) -> answer.transmission(Transmission.RESET));
	}

	/**
	 * A connection reset in the middle of the body.
	 * @return the fault
	 */
	public static AnswerFault resetMidBody() {
		return changing("reset-mid-body", (answer) -> answer.transmission(Transmission.RESET_MID_BODY));
	}

	/**
	 * No answer until {@link Answers#release()}, or until the simulator closes.
	 * @return the fault
	 */
	public static AnswerFault held() {
		return changing("held", Answer::hold);
	}

	/**
	 * An answer that takes its time.
	 * @param delay before the first byte
	 * @return the fault
	 */
	public static AnswerFault delayed(Duration delay) {
		return changing("delayed", (answer) -> answer.delay(delay));
	}

	/**
	 * A signed error; {@code error(..).and(noSignature())} leaves the signature out.
	 * @param status the HTTP status
	 * @param code the error code
	 * @param message the message
	 * @return the fault
	 */
	public static AnswerFault error(int status, String code, String message) {
		return error(status, code, message, null);
	}

	/**
	 * A signed error with a detail of any shape.
	 * @param status the HTTP status
	 * @param code the error code
	 * @param message the message
	 * @param detail something that becomes JSON: a map, a text, a number
	 * @return the fault
	 */
	public static AnswerFault error(int status, String code, String message, @Nullable Object detail) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("code", code);
		body.put("message", message);
		if (detail != null) {
			body.put("detail", detail);
		}
		return replacing(code, Answer.json(status, body, Signing.RIGHT));
	}

	/**
	 * A signed PARAM_ERROR with the documented detail.
	 * @param field a JSON pointer into the body, such as {@code /openid}
	 * @param value the value that is refused, or null to show an empty one
	 * @param issue what is wrong with it
	 * @return the fault
	 */
	public static AnswerFault parameterError(String field, @Nullable Object value, String issue) {
		return replacing("parameter-error", Refusal.parameter(field, value, issue).answer(Signing.RIGHT));
	}

	/**
	 * A signed NO_AUTH: the merchant may not use the product.
	 * @return the fault
	 */
	public static AnswerFault noAuth() {
		return error(403, "NO_AUTH", "商户暂无权限使用此功能").as("no-auth");
	}

	/**
	 * An unsigned SIGN_ERROR although the signature may be right, with
	 * {@code sign_information} on the message as it came in.
	 * @return the fault
	 */
	public static AnswerFault signError() {
		return signError(ReceivedRequest::body);
	}

	/**
	 * An unsigned SIGN_ERROR as if the body had been changed on the way.
	 * @param receivedBody the body that {@code sign_information} tells of, maybe empty
	 * @return the fault
	 */
	public static AnswerFault signError(String receivedBody) {
		return signError((request) -> receivedBody.getBytes(StandardCharsets.UTF_8));
	}

	private static AnswerFault signError(Function<ReceivedRequest, byte[]> body) {
		return new AnswerFault("sign-error", (request) -> signError(request, body.apply(request)).answer(Signing.NONE),
				UnaryOperator.identity(), null);
	}

	private static Refusal signError(ReceivedRequest request, byte[] body) {
		try {
			return Authentication.mismatch(request, Authorization.parse(request.headers()), body);
		}
		catch (Refusal ex) {
			return ex;
		}
	}

	/**
	 * A signed SYSTEM_ERROR.
	 * @return the fault
	 */
	public static AnswerFault systemError() {
		return error(500, "SYSTEM_ERROR", "系统异常，请稍后重试").as("system-error");
	}

	/**
	 * A signed 429: too many requests, this one was not taken.
	 * @param code one of {@link #tooFrequentCodes()}, or any other
	 * @return the fault
	 */
	public static AnswerFault tooFrequent(String code) {
		return error(429, code, "请求过于频繁，请稍后重试").as("too-frequent");
	}

	/**
	 * A signed 429 that says when to come again; WeChat Pay is not known to say so.
	 * @param code one of {@link #tooFrequentCodes()}, or any other
	 * @param retryAfter the pause to ask for, in whole seconds
	 * @return the fault
	 */
	public static AnswerFault tooFrequent(String code, Duration retryAfter) {
		return tooFrequent(code).and(header("Retry-After", Long.toString(retryAfter.toSeconds()))).as("too-frequent");
	}

	/**
	 * The codes that WeChat Pay answers 429 with: four spellings.
	 * @return the codes
	 */
	public static List<String> tooFrequentCodes() {
		return TOO_FREQUENT;
	}

	/**
	 * A 502 in HTML of a gateway that knows no signature.
	 * @return the fault
	 */
	public static AnswerFault badGateway() {
		return raw(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>").as("bad-gateway");
	}

	/**
	 * A 503 without body of a gateway that knows no signature.
	 * @return the fault
	 */
	public static AnswerFault serviceUnavailable() {
		return raw(503, null, "").as("service-unavailable");
	}

	/**
	 * Bytes of a gateway that knows no signature.
	 * @param status the HTTP status
	 * @param contentType the content type, or null for none
	 * @param body the bytes, maybe none
	 * @return the fault
	 */
	public static AnswerFault raw(int status, @Nullable String contentType, byte[] body) {
		Answer answer = Answer.of(status, (contentType != null) ? contentType : "", body.clone(), Signing.NONE);
		return replacing("raw", (contentType != null) ? answer
				: answer.signing((signing) -> signing.edit((fields) -> fields.without("Content-Type"))));
	}

	/**
	 * Text of a gateway that knows no signature.
	 * @param status the HTTP status
	 * @param contentType the content type, or null for none
	 * @param body the text, maybe empty
	 * @return the fault
	 */
	public static AnswerFault raw(int status, @Nullable String contentType, String body) {
		return raw(status, contentType, body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * An unsigned redirect.
	 * @param location where to
	 * @return the fault
	 */
	public static AnswerFault redirect(String location) {
		return replacing("redirect",
				Answer.of(302, Answer.JSON, new byte[0], Signing.NONE).field("Location", location));
	}

	/**
	 * A signed 204 without a body.
	 * @return the fault
	 */
	public static AnswerFault noContent() {
		return replacing("no-content", Answer.of(204, Answer.JSON, new byte[0], Signing.RIGHT));
	}

	/**
	 * A fault by its name, for instance {@code wrong-signature}; what needs an argument
	 * has a usual one.
	 * @param name one of {@link #names()}
	 * @return the fault
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static AnswerFault named(String name) {
		AnswerFault fault = NAMED.get(name);
		if (fault == null) {
			throw new IllegalArgumentException("No fault has the name '%s'; there are %s".formatted(name, names()));
		}
		return fault;
	}

	/**
	 * Names of the faults that can be had by name.
	 * @return the names
	 */
	public static Set<String> names() {
		return NAMED.keySet();
	}

	/**
	 * Both faults in one answer, this one first.
	 * @param other the other fault
	 * @return the fault
	 */
	public AnswerFault and(AnswerFault other) {
		return new AnswerFault(this.name + "+" + other.name,
				(this.replacement != null) ? this.replacement : other.replacement,
				(answer) -> other.change.apply(this.change.apply(answer)),
				(other.signer != null) ? other.signer : this.signer);
	}

	/**
	 * Short name for records and logs.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Which kind of key must sign, or null for the usual one.
	 */
	@Nullable TrustMode signer() {
		return this.signer;
	}

	/**
	 * The same fault for one operation only.
	 */
	AnswerFault onlyFor(String operation) {
		return new AnswerFault(this.name, this.replacement, this.change, this.signer, operation);
	}

	/**
	 * The only operation it is for, or null.
	 */
	@Nullable String operation() {
		return this.operation;
	}

	boolean isFor(ReceivedRequest request) {
		return this.operation == null || this.operation.equals(Operations.nameOf(request));
	}

	@Nullable Answer replacement(ReceivedRequest request) {
		return (this.replacement != null) ? this.replacement.apply(request) : null;
	}

	Answer spoil(Answer answer) {
		return this.change.apply(answer);
	}

	private AnswerFault as(String name) {
		return new AnswerFault(name, this.replacement, this.change, this.signer);
	}

	private static Map<String, AnswerFault> named() {
		Map<String, AnswerFault> faults = new LinkedHashMap<>();
		for (AnswerFault fault : new AnswerFault[] { none(), probe(), probeOverwritten(), wrongSignature(),
				noSignature(), repeatedSignature(), unknownSerial(), stale(301), stale(-301), tamperedBody(),
				byPublicKey(), byCertificate(), delayed(Duration.ofSeconds(3)), dripping(Duration.ofMillis(100)),
				held(), reset(), resetMidBody(), signError(), noAuth(), tooFrequent(TOO_FREQUENT.get(0)), systemError(),
				badGateway(), serviceUnavailable() }) {
			faults.put(fault.name, fault);
		}
		return Collections.unmodifiableMap(faults);
	}

	private static byte[] compress(byte[] body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
