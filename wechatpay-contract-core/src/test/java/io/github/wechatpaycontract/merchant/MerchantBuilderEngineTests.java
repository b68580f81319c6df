package io.github.wechatpaycontract.merchant;

import io.github.wechatpaycontract.RecordingClassLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which classes {@link MerchantBuilder} needs.
 */
class MerchantBuilderEngineTests {

	@Test
	void builderLooksForNoProviderBeforeItIsKnownWhichOneIsWanted() throws Exception {
		try (RecordingClassLoader loader = new RecordingClassLoader()) {
			Class<?> merchant = Class.forName(Merchant.class.getName(), true, loader);
			Object builder = merchant.getMethod("builder", String.class).invoke(null, "1900000109");
			assertThat(builder.getClass().getClassLoader()).isSameAs(loader);
			assertThat(loader.asked()).isNotEmpty()
				.noneMatch((name) -> name.startsWith("com.amazon.corretto") || name.startsWith("org.conscrypt"));
		}
	}

}
