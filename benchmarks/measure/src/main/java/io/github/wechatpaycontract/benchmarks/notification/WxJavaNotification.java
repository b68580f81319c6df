package io.github.wechatpaycontract.benchmarks.notification;

import java.util.Objects;

import com.github.binarywang.wxpay.bean.notify.OriginNotifyResponse;
import com.github.binarywang.wxpay.bean.notify.WxPayBaseNotifyV3Result;
import org.jspecify.annotations.Nullable;

/**
 * What WxJava's parser fills in.
 */
public final class WxJavaNotification implements WxPayBaseNotifyV3Result<SdkContract> {

	private @Nullable OriginNotifyResponse rawData;

	private @Nullable SdkContract result;

	@Override
	public void setRawData(OriginNotifyResponse rawData) {
		this.rawData = rawData;
	}

	@Override
	public void setResult(SdkContract result) {
		this.result = result;
	}

	SdkContract contract() {
		Objects.requireNonNull(this.rawData, "WxJava gives the envelope");
		return Objects.requireNonNull(this.result, "WxJava gives the contract").required();
	}

}
