package io.github.wechatpaycontract.crypto;

import java.security.Provider;
import java.util.function.Supplier;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.conscrypt.Conscrypt;

/**
 * A provider in native code, which may be missing or made for another platform.
 */
enum NativeProvider {

	/**
	 * Loads with its own tests of every algorithm it offers.
	 */
	CORRETTO("Amazon Corretto Crypto Provider", "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
			() -> Corretto.load()),

	CONSCRYPT("Conscrypt", "org.conscrypt.Conscrypt", () -> ConscryptProvider.load());

	private final String title;

	private final String className;

	private final Supplier<Provider> loader;

	NativeProvider(String title, String className, Supplier<Provider> loader) {
		this.title = title;
		this.className = className;
		this.loader = loader;
	}

	String title() {
		return this.title;
	}

	boolean isOnClassPath() {
		return isOnClassPath(this.className);
	}

	private static boolean isOnClassPath(String className) {
		try {
			Class.forName(className, false, NativeProvider.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	/**
	 * Loads the provider, which is not registered with the JVM.
	 * @throws IllegalStateException if it is missing or does not work here
	 */
	Provider load() {
		return load(this.title, this.className, this.loader);
	}

	static Provider load(String title, String className, Supplier<Provider> loader) {
		if (!isOnClassPath(className)) {
			throw new IllegalStateException(title + " is not on the class path");
		}
		try {
			return loader.get();
		}
		catch (RuntimeException | LinkageError ex) {
			throw new IllegalStateException(title + " is on the class path but does not work on this platform", ex);
		}
	}

	/**
	 * Apart, since the class is verified against classes that may be missing.
	 */
	private static final class Corretto {

		static Provider load() {
			AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
			return AmazonCorrettoCryptoProvider.INSTANCE;
		}

	}

	/**
	 * Apart for the same reason.
	 */
	private static final class ConscryptProvider {

		static Provider load() {
			Conscrypt.checkAvailability();
			return Conscrypt.newProvider();
		}

	}

}
