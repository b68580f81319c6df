package io.github.wechatpaycontract.boot.autoconfigure;

/**
 * Matches when platform certificates are to be downloaded at start.
 */
final class OnDownloadAtStartCondition extends OnFlagCondition {

	OnDownloadAtStartCondition() {
		super(PlatformCertificatesAtStart.PROPERTY, false);
	}

}
