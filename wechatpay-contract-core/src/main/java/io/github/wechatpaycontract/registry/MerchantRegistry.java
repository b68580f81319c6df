package io.github.wechatpaycontract.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

	private volatile Index index = Index.of(List.of());

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
	 */
	public synchronized MerchantServices add(MerchantDefinition definition) {
		requireDistinct(definition);
		return added(this.factory.apply(definition));
	}

	/**
	 * Adds a merchant whose services exist. They are closed with the registry.
	 * @param services everything it can do
	 * @return the same
	 * @throws IllegalArgumentException if its name, its number or its notification path
	 * is another merchant's
	 */
	public synchronized MerchantServices add(MerchantServices services) {
		requireDistinct(services.definition());
		return added(services);
	}

	private MerchantServices added(MerchantServices services) {
		List<MerchantServices> all = new ArrayList<>(all());
		all.add(services);
		this.index = Index.of(all);
		return services;
	}

	private void requireDistinct(MerchantDefinition definition) {
		for (MerchantServices other : all()) {
			boolean samePath = definition.notificationPath() != null
					&& other.notificationPath().filter(definition.notificationPath()::equals).isPresent();
			if (other.name().equals(definition.name()) || samePath
					|| other.merchant().mchid().equals(definition.merchant().mchid())) {
				throw new IllegalArgumentException("Merchant '%s' has the %s of merchant '%s'"
					.formatted(definition.name(), samePath ? "notification path" : "name or number", other.name()));
			}
		}
	}

	/**
	 * Removes a merchant and closes its connections.
	 * @param name its name
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public synchronized void remove(String name) {
		MerchantServices services = get(name);
		this.index = Index.of(all().stream().filter((other) -> other != services).toList());
		services.close();
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
					"There is no merchant '%s'; known are %s. Add it under 'wechatpay.merchants' or with add(...)"
						.formatted(name, byName.keySet()));
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
	 * Closes the connections of all merchants.
	 */
	@Override
	public synchronized void close() {
		Collection<MerchantServices> all = all();
		this.index = Index.of(List.of());
		all.forEach(MerchantServices::close);
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
