package com.example.contracts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Signs up payers on Spring WebFlux. Without configuration it brings up a simulator
 * beside it; with the profile {@code real} it talks to WeChat Pay.
 */
@SpringBootApplication
@EnableScheduling
public class ContractShop {

	public static void main(String[] args) {
		run(args);
	}

	static ConfigurableApplicationContext run(String... args) {
		SpringApplication application = new SpringApplication(ContractShop.class);
		application.addInitializers(new SimulatorInitializer());
		return application.run(args);
	}

}
