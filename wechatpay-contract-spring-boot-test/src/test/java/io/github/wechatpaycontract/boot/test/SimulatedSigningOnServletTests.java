package io.github.wechatpaycontract.boot.test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWechatPaySimulator(resends = true)
class SimulatedSigningOnServletTests extends AbstractSimulatedSigningTests {

}
