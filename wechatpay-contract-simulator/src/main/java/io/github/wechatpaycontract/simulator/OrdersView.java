package io.github.wechatpaycontract.simulator;

import java.util.List;

/**
 * The orders, and which contract each of them uses.
 */
final class OrdersView {

	private static final int SHOWN = 20;

	private OrdersView() {
	}

	static Html of(List<SimulatedOrder> latestFirst, Texts texts) {
		Html list = latestFirst.isEmpty() ? Html.of("<p class=\"empty\">{}</p>", texts.get("orders.none"))
				: Html.of("<ul class=\"orders\">{}</ul>",
						Html.each(latestFirst.stream().limit(SHOWN).toList(), (order) -> order(order, texts)));
		return Html.of("<h2>{} <span class=\"count\">{}</span></h2>{}", texts.get("orders"), latestFirst.size(), list);
	}

	private static Html order(SimulatedOrder order, Texts texts) {
		String contractId = order.contractId();
		return Html.of("""
				<li class="order" data-key="{}" data-order="{}">
				<b>{}</b><code>{}</code>
				<span class="small">{} · {}</span>
				</li>
				""", order.prepayId(), order.outTradeNo(), PageLayout.yuan(order.total()), order.outTradeNo(),
				PageLayout.clock(order.createdAt()),
				(contractId != null) ? texts.get("orders.contract", contractId) : texts.get("orders.no-contract"));
	}

}
