package io.github.wechatpaycontract.boot.test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * An application with the starter and nothing else.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ShopApplication {

}
