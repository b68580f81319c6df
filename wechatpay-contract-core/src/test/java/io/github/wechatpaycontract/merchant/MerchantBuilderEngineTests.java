package io.github.wechatpaycontract.merchant;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
			assertThat(loader.asked).isNotEmpty()
				.noneMatch((name) -> name.startsWith("com.amazon.corretto") || name.startsWith("org.conscrypt"));
		}
	}

	/**
	 * Loads the classes of this library anew and keeps the names of all it is asked for.
	 */
	private static final class RecordingClassLoader extends URLClassLoader {

		private final Set<String> asked = ConcurrentHashMap.newKeySet();

		RecordingClassLoader() {
			super(new URL[] { Merchant.class.getProtectionDomain().getCodeSource().getLocation() },
					Merchant.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			this.asked.add(name);
			if (!name.startsWith("io.github.wechatpaycontract.")) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : findClass(name);
			}
		}

	}

}
