package io.github.wechatpaycontract.boot.autoconfigure;

import java.lang.reflect.Proxy;

/**
 * A bean of the user's own that is never called.
 */
final class Fake {

	private Fake() {
	}

	static <T> T of(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					case "toString" -> "Fake " + type.getSimpleName();
					default -> throw new UnsupportedOperationException(method.getName());
				}));
	}

}
