package io.github.wechatpaycontract.notification;

import io.github.wechatpaycontract.observation.ObservedContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an incoming notification that is observed, from its whole body to the
 * answer.
 */
public final class WechatPayNotificationContext extends ObservedContext<NotificationAnswer> {

	/** The body was not read: too large, too slow, or one of too many. */
	static final String UNREAD = "unread";

	/** There was no thread for it. */
	static final String BUSY = "busy";

	/** It was not done in time. */
	static final String LATE = "late";

	private final String mchid;

	private volatile @Nullable NotificationKind kind;

	private volatile @Nullable String reason;

	private volatile @Nullable NotificationAnswer answer;

	WechatPayNotificationContext(String mchid) {
		this.mchid = mchid;
	}

	void verified(NotificationKind kind) {
		this.kind = kind;
	}

	void refused(String reason) {
		this.reason = reason;
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
	 * {@code unread} if its body was not read to the end, {@code busy} if too many came
	 * at once, {@code late} if it was not done in time, else {@code null} if it was
	 * verified
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
