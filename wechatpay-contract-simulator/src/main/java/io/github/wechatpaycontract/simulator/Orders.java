package io.github.wechatpaycontract.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The orders, and the prepay_ids that were given out; beyond the limit the oldest are
 * forgotten.
 */
final class Orders {

	private final Platform platform;

	private final int limit;

	private final LinkedHashMap<Key, Placed> orders = new LinkedHashMap<>();

	private final LinkedHashMap<String, Prepay> prepays = new LinkedHashMap<>();

	Orders(Platform platform, int limit) {
		this.platform = platform;
		this.limit = limit;
	}

	/**
	 * Places an order, or finds the one that the same body placed before.
	 */
	synchronized SimulatedOrder place(Account account, Payer payer, JsonNode body, @Nullable String contractId)
			throws Refusal {
		String outTradeNo = body.path("out_trade_no").textValue();
		Key key = new Key(account.mchid(), payer.subMchid(), outTradeNo);
		Placed known = this.orders.get(key);
		if (known == null) {
			SimulatedOrder order = new SimulatedOrder(account.mchid(), payer.subMchid(), outTradeNo,
					issue(account, payer), contractId, body.at("/amount/total").asLong(), this.platform.now());
			add(this.orders, key, new Placed(order, body));
			return order;
		}
		if (!known.body().equals(body)) {
			throw Refusal.of(400, "INVALID_REQUEST", "201 商户订单号重复", "/out_trade_no", outTradeNo,
					"already used with other parameters", "body");
		}
		return known.order();
	}

	/**
	 * Gives out a prepay_id.
	 * @param payer who may use it; anyone if null
	 */
	synchronized String issue(Account account, @Nullable Payer payer) {
		String prepayId = this.platform.prepayId();
		add(this.prepays, prepayId, new Prepay(account.mchid(), payer, this.platform.now()));
		return prepayId;
	}

	/**
	 * Whether a prepay_id was given out to the merchant for the payer less than two hours
	 * ago.
	 */
	synchronized boolean isPayable(String prepayId, String mchid, Payer payer) {
		Prepay prepay = this.prepays.get(prepayId);
		return prepay != null && prepay.mchid().equals(mchid) && (prepay.payer() == null || prepay.payer().fits(payer))
				&& this.platform.now().isBefore(prepay.at().plusSeconds(7200));
	}

	synchronized List<SimulatedOrder> list() {
		return this.orders.values().stream().map(Placed::order).toList();
	}

	synchronized void clear() {
		this.orders.clear();
		this.prepays.clear();
	}

	private <K, V> void add(Map<K, V> map, K key, V value) {
		map.put(key, value);
		if (map.size() > this.limit) {
			map.remove(map.keySet().iterator().next());
		}
	}

	private record Key(String mchid, @Nullable String subMchid, String outTradeNo) {

	}

	private record Placed(SimulatedOrder order, JsonNode body) {

	}

	private record Prepay(String mchid, @Nullable Payer payer, Instant at) {

	}

}
