package io.github.wechatpaycontract.boot.test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive", "spring.webflux.base-path=/shop" })
@AutoConfigureWechatPaySimulator(resends = true)
class SimulatedSigningOnReactiveTests extends AbstractSimulatedSigningTests {

}
