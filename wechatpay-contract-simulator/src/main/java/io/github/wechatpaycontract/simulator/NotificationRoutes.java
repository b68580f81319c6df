package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Where notifications go.
 */
final class NotificationRoutes {

	private final UnaryOperator<URI> usual;

	private final @Nullable URI usualTerminationUrl;

	private final Map<String, URI> terminationUrls = new ConcurrentHashMap<>();

	private volatile @Nullable URI fixed;

	NotificationRoutes(UnaryOperator<URI> usual, @Nullable URI usualTerminationUrl) {
		this.usual = usual;
		this.usualTerminationUrl = usualTerminationUrl;
	}

	void fix(@Nullable URI target) {
		this.fixed = target;
	}

	void terminationUrl(String mchid, URI target) {
		this.terminationUrls.put(mchid, target);
	}

	@Nullable URI terminationUrl(String mchid) {
		URI own = this.terminationUrls.get(mchid);
		return (own != null) ? own : this.usualTerminationUrl;
	}

	/**
	 * Where something for a target goes.
	 * @throws IllegalArgumentException if there is no target
	 * @throws IllegalStateException if the simulator's route leads nowhere now
	 */
	URI route(@Nullable URI target) {
		URI fixed = this.fixed;
		if (fixed != null) {
			return fixed;
		}
		if (target == null) {
			throw new IllegalArgumentException("The notification has no target; set one, or see routeTo");
		}
		return this.usual.apply(target);
	}

	/**
	 * Whether something for a target goes anywhere.
	 */
	boolean leadsSomewhere(@Nullable URI target) {
		return target != null || this.fixed != null;
	}

	void reset() {
		this.fixed = null;
		this.terminationUrls.clear();
	}

}
