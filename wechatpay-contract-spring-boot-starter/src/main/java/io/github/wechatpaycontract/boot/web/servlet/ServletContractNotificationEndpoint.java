package io.github.wechatpaycontract.boot.web.servlet;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import reactor.core.publisher.Mono;

/**
 * Receives notifications on Spring MVC: reads the raw bytes, up to a size and until a
 * deadline, before anything binds or converts them. Answers any method at exactly the
 * path of a merchant, before any other mapping and without the application's
 * interceptors: WeChat Pay has no login.
 */
public final class ServletContractNotificationEndpoint implements HandlerMapping, Ordered {

	/** How many container threads slow bodies may hold. */
	private static final int MAX_READERS = 64;

	private final Semaphore readers = new Semaphore(MAX_READERS);

	private final ServletMerchantResolver merchants;

	private final NotificationReceiver receiver;

	private final NotificationBodyLimits limits;

	/**
	 * Creates the endpoint.
	 * @param merchants tells whose notifications arrive with a request
	 * @param receiver turns notifications into answers
	 * @param limits how much to read
	 */
	public ServletContractNotificationEndpoint(ServletMerchantResolver merchants, NotificationReceiver receiver,
			NotificationBodyLimits limits) {
		this.merchants = merchants;
		this.receiver = receiver;
		this.limits = limits;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
		return this.merchants.resolve(request)
			.<HttpRequestHandler>map(
					(merchant) -> (received, response) -> handle(received, response, merchant.notificationVerifier()))
			.map(HandlerExecutionChain::new)
			.orElse(null);
	}

	private void handle(HttpServletRequest request, HttpServletResponse response, NotificationVerifier verifier)
			throws IOException {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
			response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
			return;
		}
		NotificationAnswer answer = Objects.requireNonNull(answer(request, verifier).block());
		response.setStatus(answer.status());
		if (answer != NotificationAnswer.ACKNOWLEDGED) {
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.setContentLength(answer.body().length);
			response.getOutputStream().write(answer.body());
		}
	}

	private Mono<NotificationAnswer> answer(HttpServletRequest request, NotificationVerifier verifier) {
		if (request.getContentLengthLong() > this.limits.maxBytes()) {
			return this.receiver.refuse(verifier, NotificationAnswer.TOO_LARGE, "the body is too large");
		}
		if (!this.readers.tryAcquire()) {
			return this.receiver.refuse(verifier, NotificationAnswer.BUSY, "too many bodies arrive at once");
		}
		byte[] body;
		try {
			body = new BoundedBody(this.limits).read(request.getInputStream());
		}
		catch (RefusedBodyException ex) {
			return this.receiver.refuse(verifier, ex.answer(), ex.getMessage());
		}
		catch (IOException ex) {
			return this.receiver.refuse(verifier, NotificationAnswer.NOT_AUTHENTIC, "the body did not arrive whole");
		}
		finally {
			this.readers.release();
		}
		Map<String, List<String>> headers = SignatureVerifier.HEADERS.stream()
			.collect(Collectors.toMap(Function.identity(), (name) -> Collections.list(request.getHeaders(name))));
		return this.receiver.receive(verifier, headers::get, body);
	}

}
