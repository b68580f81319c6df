package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * An object of the JCA between two uses: to make one takes as long as decrypting a
 * notification. It is never in two hands. Whoever finds none makes one, so nobody waits;
 * one that failed is not put back.
 *
 * @param <T> the type of the object
 */
final class Spare<T> {

	private final Maker<T> maker;

	private final AtomicReference<@Nullable T> spare = new AtomicReference<>();

	Spare(Maker<T> maker) {
		this.maker = maker;
	}

	<R> R use(Use<T, R> use) throws GeneralSecurityException {
		T found = this.spare.getAndSet(null);
		T object = (found != null) ? found : this.maker.make();
		R result = use.of(object);
		this.spare.set(object);
		return result;
	}

	/**
	 * Makes the object.
	 *
	 * @param <T> the type of the object
	 */
	interface Maker<T> {

		T make() throws GeneralSecurityException;

	}

	/**
	 * Uses the object, which must not be kept.
	 *
	 * @param <T> the type of the object
	 * @param <R> what comes out
	 */
	interface Use<T, R> {

		R of(T object) throws GeneralSecurityException;

	}

}
