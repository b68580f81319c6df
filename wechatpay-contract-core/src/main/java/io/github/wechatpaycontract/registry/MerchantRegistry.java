package io.github.wechatpaycontract.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The merchants of an application, by name and by number. They may be added and removed
 * at any time, from any thread.
 */
public final class MerchantRegistry implements AutoCloseable {

	/**
	 * The name of the merchant that an application is configured with first.
	 */
	public static final String DEFAULT = "default";

	private final Function<MerchantDefinition, MerchantServices> factory;

	private final Set<MerchantServices> made = new HashSet<>();

	private volatile Index index = Index.of(List.of());

	private boolean closed;

	/**
	 * Creates an empty registry.
	 * @param factory makes the services of a merchant
	 */
	public MerchantRegistry(Function<MerchantDefinition, MerchantServices> factory) {
		this.factory = factory;
	}

	/**
	 * Adds a merchant.
	 * @param definition the merchant
	 * @return everything it can do
	 * @throws IllegalArgumentException if its name, its number or its notification path
	 * is another merchant's
	 * @throws IllegalStateException if the registry is closed
	 */
	public synchronized MerchantServices add(MerchantDefinition definition) {
		requireDistinct(definition);
		MerchantServices services = this.factory.apply(definition);
		this.made.add(services);
		put(services);
		return services;
	}

	/**
	 * Adds a merchant whose services exist. Whoever made them closes them.
	 * @param services everything it can do
	 * @throws IllegalArgumentException if its name, its number or its notification path
	 * is another merchant's
	 * @throws IllegalStateException if the registry is closed
	 */
	public synchronized void add(MerchantServices services) {
		requireDistinct(services.definition());
		put(services);
	}

	private void put(MerchantServices services) {
		List<MerchantServices> all = new ArrayList<>(all());
		all.add(services);
		this.index = Index.of(all);
	}

	private void requireDistinct(MerchantDefinition definition) {
		if (this.closed) {
			throw new IllegalStateException("The registry is closed");
		}
		String path = definition.notificationPath();
		requireNone(definition, "name", this.index.byName().get(definition.name()));
		requireNone(definition, "number", this.index.byMchid().get(definition.merchant().mchid()));
		requireNone(definition, "notification path", (path != null) ? this.index.byNotificationPath().get(path) : null);
	}

	private static void requireNone(MerchantDefinition definition, String what, @Nullable MerchantServices other) {
		if (other != null) {
			throw new IllegalArgumentException(
					"Merchant '%s' has the %s of merchant '%s'".formatted(definition.name(), what, other.name()));
		}
	}

	/**
	 * Removes a merchant, and closes its connections if this registry made them. Calls
	 * that are under way fail.
	 * @param name its name
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void remove(String name) {
		close(taken(name));
	}

	/** Those to be closed, if any. */
	private synchronized List<MerchantServices> taken(String name) {
		MerchantServices services = get(name);
		this.index = Index.of(all().stream().filter((other) -> other != services).toList());
		return this.made.remove(services) ? List.of(services) : List.of();
	}

	/**
	 * Returns a merchant by its name.
	 * @param name the name
	 * @return everything it can do
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public MerchantServices get(String name) {
		Map<String, MerchantServices> byName = this.index.byName();
		MerchantServices services = byName.get(name);
		if (services == null) {
			throw new IllegalArgumentException(
					"There is no merchant '%s'; known are %s".formatted(name, byName.keySet()));
		}
		return services;
	}

	/**
	 * Returns a merchant by its number.
	 * @param mchid the merchant number
	 * @return everything it can do
	 * @throws IllegalArgumentException if there is none of that number
	 */
	public MerchantServices ofMchid(String mchid) {
		MerchantServices services = this.index.byMchid().get(mchid);
		if (services == null) {
			throw new IllegalArgumentException("There is no merchant with the number '%s'".formatted(mchid));
		}
		return services;
	}

	/**
	 * Returns the merchant whose notifications arrive at a path.
	 * @param path the path as it stands in the request line
	 * @return the merchant, empty when there is none
	 */
	public Optional<MerchantServices> atNotificationPath(String path) {
		return Optional.ofNullable(this.index.byNotificationPath().get(path));
	}

	/**
	 * Returns all merchants.
	 * @return the merchants in the order they were added
	 */
	public Collection<MerchantServices> all() {
		return this.index.byName().values();
	}

	/**
	 * Closes the connections this registry made. Nothing can be added afterwards.
	 */
	@Override
	public void close() {
		close(takenAll());
	}

	private synchronized List<MerchantServices> takenAll() {
		this.closed = true;
		this.index = Index.of(List.of());
		List<MerchantServices> all = List.copyOf(this.made);
		this.made.clear();
		return all;
	}

	/**
	 * Not under the lock, as the owners of waiting calls are told here. One that fails
	 * keeps no other open.
	 */
	private static void close(List<MerchantServices> ours) {
		RuntimeException failure = null;
		for (MerchantServices services : ours) {
			try {
				services.close();
			}
			catch (RuntimeException ex) {
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Every way to find a merchant, replaced as a whole.
	 */
	private record Index(Map<String, MerchantServices> byName, Map<String, MerchantServices> byMchid,
			Map<String, MerchantServices> byNotificationPath) {

		static Index of(Collection<MerchantServices> all) {
			Map<String, MerchantServices> byName = new LinkedHashMap<>();
			Map<String, MerchantServices> byMchid = new HashMap<>();
			Map<String, MerchantServices> byNotificationPath = new HashMap<>();
			for (MerchantServices services : all) {
				byName.put(services.name(), services);
				byMchid.put(services.merchant().mchid(), services);
				services.notificationPath().ifPresent((path) -> byNotificationPath.put(path, services));
			}
			return new Index(Collections.unmodifiableMap(byName), byMchid, byNotificationPath);
		}

	}

}
