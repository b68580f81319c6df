package io.github.wechatpaycontract.registry;

import java.util.Collection;
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

	private final Function<MerchantDefinition, MerchantServices> factory;

	private volatile Map<String, MerchantServices> byName = Map.of();

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
		for (MerchantServices other : all()) {
			requireDistinct(definition, other);
		}
		Map<String, MerchantServices> copy = new LinkedHashMap<>(this.byName);
		MerchantServices services = this.factory.apply(definition);
		copy.put(definition.name(), services);
		this.byName = copy;
		return services;
	}

	private static void requireDistinct(MerchantDefinition definition, MerchantServices other) {
		boolean samePath = definition.notificationPath() != null
				&& other.notificationPath().filter(definition.notificationPath()::equals).isPresent();
		if (other.name().equals(definition.name()) || samePath
				|| other.merchant().mchid().equals(definition.merchant().mchid())) {
			throw new IllegalArgumentException("Merchant '%s' has the %s of merchant '%s'".formatted(definition.name(),
					samePath ? "notification path" : "name or number", other.name()));
		}
	}

	/**
	 * Removes a merchant and closes its connections.
	 * @param name its name
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public synchronized void remove(String name) {
		MerchantServices services = get(name);
		Map<String, MerchantServices> copy = new LinkedHashMap<>(this.byName);
		copy.remove(name);
		this.byName = copy;
		services.close();
	}

	/**
	 * Returns a merchant by its name.
	 * @param name the name
	 * @return everything it can do
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public MerchantServices get(String name) {
		MerchantServices services = this.byName.get(name);
		if (services == null) {
			throw new IllegalArgumentException(
					"There is no merchant '%s'; known are %s. Add it under 'wechatpay.merchants' or with add(...)"
						.formatted(name, this.byName.keySet()));
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
		return all().stream()
			.filter((services) -> services.merchant().mchid().equals(mchid))
			.findFirst()
			.orElseThrow(
					() -> new IllegalArgumentException("There is no merchant with the number '%s'".formatted(mchid)));
	}

	/**
	 * Returns the merchant whose notifications arrive at a path.
	 * @param path the path as it stands in the request line
	 * @return the merchant, empty when there is none
	 */
	public Optional<MerchantServices> atNotificationPath(String path) {
		return all().stream()
			.filter((services) -> services.notificationPath().filter(path::equals).isPresent())
			.findFirst();
	}

	/**
	 * Returns all merchants.
	 * @return the merchants in the order they were added
	 */
	public Collection<MerchantServices> all() {
		return List.copyOf(this.byName.values());
	}

	/**
	 * Closes the connections of all merchants.
	 */
	@Override
	public synchronized void close() {
		all().forEach(MerchantServices::close);
		this.byName = Map.of();
	}

}
