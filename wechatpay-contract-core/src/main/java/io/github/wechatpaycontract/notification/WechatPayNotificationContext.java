package io.github.wechatpaycontract.notification;

import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.observation.ObservedContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an incoming notification that is observed, from its arrival to the
 * answer.
 */
public final class WechatPayNotificationContext extends ObservedContext<NotificationAnswer> {

	private final String mchid;

	private volatile @Nullable NotificationKind kind;

	private volatile @Nullable String reason;

	private @Nullable NotificationAnswer answer;

	WechatPayNotificationContext(String mchid, @Nullable String reason) {
		this.mchid = mchid;
		this.reason = reason;
	}

	/**
	 * Notes what was found, if anybody observes.
	 */
	static void note(Observation observation, NotificationResult result) {
		if (observation.getContext() instanceof WechatPayNotificationContext context) {
			if (result instanceof Verified verified) {
				context.kind = verified.notification().kind();
			}
			else {
				context.reason = ((Rejected) result).reason();
			}
		}
	}

	@Override
	protected void succeeded(NotificationAnswer answer) {
		this.answer = answer;
	}

	/**
	 * Returns whom it was sent to.
	 * @return the merchant number
	 */
	public String getMchid() {
		return this.mchid;
	}

	/**
	 * Returns what it says.
	 * @return the kind, {@code null} unless it was verified
	 */
	public @Nullable NotificationKind getKind() {
		return this.kind;
	}

	/**
	 * Returns why it was refused.
	 * @return one of a fixed set of words, such as {@code stale} or {@code probe},
	 * {@code null} if it was verified
	 */
	public @Nullable String getReason() {
		return this.reason;
	}

	/**
	 * Returns what it was answered.
	 * @return the answer, {@code null} until the end, and if the sender went away before
	 */
	public @Nullable NotificationAnswer getAnswer() {
		return this.answer;
	}

}
