package io.github.wechatpaycontract.faults;

import java.util.List;

/**
 * A {@link Toxic} at work on one direction of one connection.
 */
@FunctionalInterface
interface Stage {

	/** Returns what happens in place of a step: nothing, something else or several. */
	List<Step> change(Step step);

}
