package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RawClient;
import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RunningApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AbstractEndpointTransportTests} on Spring MVC.
 */
class ServletEndpointTransportTests extends AbstractEndpointTransportTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

	@Test
	@Tag("case-58")
	@ExtendWith(OutputCaptureExtension.class)
	void bodyThatBreaksOffIsRefusedAndLogged(CapturedOutput output) {
		try (RunningApplication fresh = startApplication(); RawClient client = new RawClient(fresh.port())) {
			client
				.write(RawRequest.of("POST", PATH).signedAs(genuine()).with("Content-Length: 2").withBody(new byte[1]));
			client.endOutput();
			assertThat(client.read().status()).isEqualTo(401);
		}
		assertThat(output).contains("the body did not arrive whole");
	}

}
