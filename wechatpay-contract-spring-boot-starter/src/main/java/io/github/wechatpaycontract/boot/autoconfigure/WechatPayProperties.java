package io.github.wechatpaycontract.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.NotificationKind;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code wechatpay.*} says. Key locations and secrets bind as texts, so that no
 * binding failure can print one.
 *
 * @param enabled Whether there is anything of WeChat Pay at all. Set it to false where
 * there are no keys, in tests of other things for example.
 * @param mchid Merchant number of the caller; of a service provider its own, not the
 * sub-merchant's.
 * @param certificateSerialNumber Serial number of the merchant's API certificate in
 * hexadecimal digits. Read from the certificate when 'certificate-path' or 'pkcs12-path'
 * is set.
 * @param certificatePath Location of the merchant's API certificate (apiclient_cert.pem):
 * file:, classpath: or base64:.
 * @param privateKeyPath Location of the merchant's private key (apiclient_key.pem):
 * file:, classpath: or base64:.
 * @param privateKeyPassphrase Passphrase of the merchant's private key, if that is
 * encrypted.
 * @param pkcs12Path Location of private key and certificate in one file
 * (apiclient_cert.p12): file:, classpath: or base64:. Replaces 'private-key-path' and
 * 'certificate-path'.
 * @param pkcs12Password Password of the PKCS#12 file. The merchant number unless set.
 * @param apiV3Key APIv3 key set in the merchant console, 32 letters and digits.
 * @param previousApiV3Key APIv3 key that was valid before, while the key is being
 * changed.
 * @param publicKeyId Id of the WeChat Pay public key, starting with PUB_KEY_ID_.
 * @param publicKeyPath Location of the WeChat Pay public key (pub_key.pem): file:,
 * classpath: or base64:.
 * @param platformCertificates Whether and how platform certificates are trusted, for all
 * merchants.
 * @param contract What is the same for all contracts.
 * @param client How calls are made.
 * @param crypto What does the arithmetic of signatures.
 * @param notification How notifications are received.
 * @param ledger How this application keeps its contracts.
 * @param merchants Further merchants by the name the application calls them, each with
 * its own number and keys. What is not among their properties is shared with the merchant
 * at the root of 'wechatpay'.
 */
@ConfigurationProperties(prefix = "wechatpay", ignoreUnknownFields = false)
public record WechatPayProperties(@DefaultValue("true") boolean enabled, @Nullable String mchid,
		@Nullable String certificateSerialNumber, @Nullable String certificatePath, @Nullable String privateKeyPath,
		@Nullable String privateKeyPassphrase, @Nullable String pkcs12Path, @Nullable String pkcs12Password,
		@Nullable String apiV3Key, @Nullable String previousApiV3Key, @Nullable String publicKeyId,
		@Nullable String publicKeyPath, @DefaultValue PlatformCertificates platformCertificates,
		@DefaultValue Contract contract, @DefaultValue Client client, @DefaultValue Crypto crypto,
		@DefaultValue Notification notification, @DefaultValue Ledger ledger,
		@DefaultValue Map<String, FurtherMerchant> merchants) implements MerchantKeys {

	@Override
	public String toString() {
		return "WechatPayProperties[mchid=%s, certificateSerialNumber=%s, publicKeyId=%s, platformCertificates=%s, contract=%s, client=%s, crypto=%s, notification=%s, ledger=%s, merchants=%s]"
			.formatted(this.mchid, this.certificateSerialNumber, this.publicKeyId, this.platformCertificates,
					this.contract, this.client, this.crypto, this.notification, this.ledger, this.merchants);
	}

	/**
	 * Whether and how platform certificates are trusted.
	 *
	 * @param enabled Whether to download and trust WeChat Pay's platform certificates,
	 * beside the WeChat Pay public key or, where none is set, instead of it. Needs the
	 * APIv3 key.
	 * @param refreshInterval How often to download the platform certificates, 1m to 12h.
	 * An interval is never longer than this, and up to a fifth shorter.
	 * @param downloadAtStart Whether to download the platform certificates before the
	 * application serves, and not to start when that fails. Otherwise they are downloaded
	 * in the background once it is ready, or with the first call.
	 * @param checkIssuer Whether to warn of a platform certificate that 'Tenpay.com Root
	 * CA' did not issue.
	 */
	public record PlatformCertificates(boolean enabled, @DefaultValue("60m") Duration refreshInterval,
			boolean downloadAtStart, boolean checkIssuer) {

	}

	/**
	 * What is the same for all contracts.
	 *
	 * @param appid Appid of the mini program the payer comes from; in partner modes that
	 * of the service provider or institution.
	 * @param serviceId Id of the password-free service, given when the product was
	 * admitted.
	 * @param notifyUrl URL that WeChat Pay notifies when a payer signed, at most 256
	 * characters: HTTPS, a public host and a plain path such as
	 * /wechatpay/contract/notify, nothing else. The notification endpoint is registered
	 * at this path.
	 * @param launch How a signing session is handed to WeChat Pay's mini program.
	 * @param outContractCodePrefix What generated contract numbers begin with, at most 16
	 * letters and digits.
	 */
	public record Contract(@Nullable String appid, @Nullable Long serviceId, @Nullable String notifyUrl,
			@DefaultValue("extra-data") Launch launch, @DefaultValue("") String outContractCodePrefix) {

	}

	/**
	 * How the session is handed to the signing mini program.
	 */
	public enum Launch {

		/**
		 * As extraData of wx.navigateToMiniProgram.
		 */
		EXTRA_DATA,

		/**
		 * As a query of the page's path.
		 */
		PATH_QUERY

	}

	/**
	 * How calls are made.
	 *
	 * @param baseUrl URL of WeChat Pay: one of its own hosts, or a loopback address where
	 * a simulator listens.
	 * @param backupUrl URL that is called when no connection to 'base-url' holds. WeChat
	 * Pay's backup host unless set, if 'base-url' is its main host; else none.
	 * @param allowOtherHost Whether 'base-url' and 'backup-url' may name hosts that are
	 * not WeChat Pay's.
	 * @param connectTimeout How long resolving the name of a host, connecting to it and
	 * the TLS handshake may take, each; never longer than a third of 'call-timeout'.
	 * @param responseTimeout How long to wait for an answer to begin, and for each
	 * further part of it.
	 * @param callTimeout How long a whole call may take, with all its attempts.
	 * @param maxAttempts How often a call is sent at most, 1 to 10, the backup host
	 * included. What may not be repeated, such as the termination of a contract, is sent
	 * again only if WeChat Pay refused it as too frequent, and signed that.
	 * @param maxAnswerSize Largest answer accepted, 1B to 64MB.
	 * @param clockSkew Largest difference, 1s to 1h, accepted between the time of WeChat
	 * Pay's answer and that of this host.
	 * @param warmUp Whether to rehearse a call in the background, once the application is
	 * ready, so that the first one need not load what every call needs. The rehearsal
	 * does not leave this host; platform certificates, where enabled, are downloaded
	 * either way.
	 * @param failOver When calls go to the backup host.
	 * @param pool How connections are kept.
	 * @param proxy HTTP proxy that calls go through.
	 */
	public record Client(@DefaultValue("https://api.mch.weixin.qq.com") URI baseUrl, @Nullable URI backupUrl,
			boolean allowOtherHost, @DefaultValue("2s") Duration connectTimeout,
			@DefaultValue("10s") Duration responseTimeout, @DefaultValue("25s") Duration callTimeout,
			@DefaultValue("3") int maxAttempts, @DefaultValue("256KB") DataSize maxAnswerSize,
			@DefaultValue("5m") Duration clockSkew, @DefaultValue("true") boolean warmUp,
			@DefaultValue FailOver failOver, @DefaultValue Pool pool, @DefaultValue Proxy proxy) {

	}

	/**
	 * When calls go to the backup host.
	 *
	 * @param enabled Whether calls go to the backup host when the other one is not
	 * reached.
	 * @param failures How many times in a row, 1 to 1000, a host is not reached before
	 * all calls leave it for the other one.
	 * @param coolDown How long a host stays left before it is tried again in the
	 * background.
	 */
	public record FailOver(@DefaultValue("true") boolean enabled, @DefaultValue("3") int failures,
			@DefaultValue("60s") Duration coolDown) {

	}

	/**
	 * How connections are kept, for each merchant and host.
	 *
	 * @param maxConnections Largest number of connections, 1 to 100000, for each merchant
	 * and host.
	 * @param maxPendingCalls Largest number of calls that wait for a connection, 1 to
	 * 100000, for each merchant and host. Further ones fail at once.
	 * @param acquireTimeout How long a call waits for a connection of the pool.
	 * @param maxIdleTime How long a connection is kept unused, at most 7s. WeChat Pay
	 * closes it after 8 seconds.
	 * @param maxLifeTime How long a connection is used before another takes its place.
	 */
	public record Pool(@DefaultValue("256") int maxConnections, @DefaultValue("1024") int maxPendingCalls,
			@DefaultValue("10s") Duration acquireTimeout, @DefaultValue("6s") Duration maxIdleTime,
			@DefaultValue("5m") Duration maxLifeTime) {

	}

	/**
	 * HTTP proxy that calls go through.
	 *
	 * @param host Host of the HTTP proxy that calls go through. No proxy unless set.
	 * @param port Port of the HTTP proxy, 1 to 65535.
	 * @param username User name for the HTTP proxy; needs the password as well.
	 * @param password Password for the HTTP proxy; needs the user name as well.
	 */
	public record Proxy(@Nullable String host, @DefaultValue("8080") int port, @Nullable String username,
			@Nullable String password) {

		@Override
		public String toString() {
			return "Proxy[host=%s, port=%d]".formatted(this.host, this.port);
		}

	}

	/**
	 * What does the arithmetic of signatures.
	 *
	 * @param provider Security provider that signs and verifies with RSA. Corretto and
	 * Conscrypt need their jar on the class path; 'auto' takes the fastest that is there
	 * and works.
	 */
	public record Crypto(@DefaultValue("auto") CryptoProvider provider) {

	}

	/**
	 * How notifications are received.
	 *
	 * @param enabled Whether to register the notification endpoint.
	 * @param path Path of the notification endpoint as it stands in the request line,
	 * context path included. The path of 'wechatpay.contract.notify-url' unless set;
	 * needed behind a proxy that changes paths.
	 * @param maxBodySize Largest notification body accepted, 1B to 64MB.
	 * @param bodyTimeout How long the body of a notification may take to arrive. A
	 * servlet container looks at this between two reads, each of which waits for the
	 * container's own timeout.
	 * @param handlerTimeout How long verification and all handlers of a notification may
	 * take together. WeChat Pay waits 5 seconds for this and the body together. In a
	 * database also the longest transaction and statement of the ledger, rounded up to
	 * whole seconds.
	 * @param clockSkew Largest difference, 1s to 1h, accepted between the time of a
	 * notification and that of this host.
	 * @param eventTypes What certain event types of notifications mean, by their name.
	 * Needed only should WeChat Pay use a name that is not recognised.
	 * @param confirmByQuery Whether to ask WeChat Pay, for at most 2 seconds, before the
	 * notification of a signing takes effect. Needs the ledger.
	 * @param maxAttempts How often the effect of a notification may fail, 1 to 1000,
	 * before the notification is parked. Needs the ledger.
	 */
	public record Notification(@DefaultValue("true") boolean enabled, @Nullable String path,
			@DefaultValue("64KB") DataSize maxBodySize, @DefaultValue("1s") Duration bodyTimeout,
			@DefaultValue("3500ms") Duration handlerTimeout, @DefaultValue("5m") Duration clockSkew,
			@DefaultValue Map<String, NotificationKind> eventTypes, boolean confirmByQuery,
			@DefaultValue("16") int maxAttempts) {

	}

	/**
	 * How this application keeps its contracts.
	 *
	 * @param enabled Whether to keep contracts and notifications in a ledger. Without it,
	 * every notification goes straight to the handlers, as often as it comes.
	 * @param store Where the ledger keeps contracts and notifications.
	 * @param initializeSchema When to create the tables of the ledger in the database.
	 * @param concurrency Largest number, 1 to 1000, of notifications that take effect at
	 * once, and of other work of the ledger at once. Each takes a connection of the
	 * database's pool.
	 * @param capacity Largest number, 1 to 10000000, of contracts, and of notifications,
	 * that a ledger in memory keeps.
	 * @param unknownContracts What to do about notifications of contracts that are not in
	 * the ledger.
	 * @param retention How long the ledger keeps the records of finished notifications,
	 * at least 25h. Contracts, and the first notification of each fact, are kept for
	 * ever.
	 * @param reconciliation How WeChat Pay is asked about what no notification said.
	 */
	public record Ledger(@DefaultValue("true") boolean enabled, @DefaultValue("auto") Store store,
			@DefaultValue("embedded") InitializeSchema initializeSchema, @DefaultValue("4") int concurrency,
			@DefaultValue("100000") int capacity, @DefaultValue("park") UnknownContracts unknownContracts,
			@DefaultValue("30d") Duration retention, @DefaultValue Reconciliation reconciliation) {

	}

	/**
	 * How WeChat Pay is asked about what no notification said.
	 *
	 * @param enabled Whether to ask WeChat Pay about contracts that no notification came
	 * for: while a session lives, right after it ended, and on the two days after.
	 * @param queriesPerSecond Largest number of contracts a second, 1 to 1000, that each
	 * host asks WeChat Pay about.
	 * @param pollInterval How often to look, on average, for contracts that WeChat Pay is
	 * to be asked about.
	 * @param confirmSignedEvery How often to ask WeChat Pay whether a signed contract
	 * still is. Never unless set; finds out when a payer ended a contract and no
	 * notification said so.
	 */
	public record Reconciliation(@DefaultValue("true") boolean enabled, @DefaultValue("10") int queriesPerSecond,
			@DefaultValue("5s") Duration pollInterval, @Nullable Duration confirmSignedEvery) {

	}

	/**
	 * Where contracts and notifications are kept.
	 */
	public enum Store {

		/**
		 * In the database when there is a DataSource, else in memory.
		 */
		AUTO,

		/**
		 * In the database.
		 */
		JDBC,

		/**
		 * In memory: gone after a restart, and for one process only.
		 */
		MEMORY

	}

	/**
	 * When to create the tables.
	 */
	public enum InitializeSchema {

		/**
		 * In a database that lives in memory.
		 */
		EMBEDDED,

		/**
		 * At every start, where they are missing.
		 */
		ALWAYS,

		/**
		 * Never.
		 */
		NEVER

	}

	/**
	 * A further merchant. Its notifications arrive at a path of their own and are
	 * verified with its keys only.
	 *
	 * @param mchid Merchant number of the caller; of a service provider its own, not the
	 * sub-merchant's.
	 * @param certificateSerialNumber Serial number of the merchant's API certificate in
	 * hexadecimal digits. Read from the certificate when 'certificate-path' or
	 * 'pkcs12-path' is set.
	 * @param certificatePath Location of the merchant's API certificate: file:,
	 * classpath: or base64:.
	 * @param privateKeyPath Location of the merchant's private key: file:, classpath: or
	 * base64:.
	 * @param privateKeyPassphrase Passphrase of the merchant's private key, if that is
	 * encrypted.
	 * @param pkcs12Path Location of private key and certificate in one file: file:,
	 * classpath: or base64:. Replaces 'private-key-path' and 'certificate-path'.
	 * @param pkcs12Password Password of the PKCS#12 file. The merchant number unless set.
	 * @param apiV3Key APIv3 key set in the merchant console, 32 letters and digits.
	 * @param previousApiV3Key APIv3 key that was valid before, while the key is being
	 * changed.
	 * @param publicKeyId Id of the WeChat Pay public key, starting with PUB_KEY_ID_.
	 * @param publicKeyPath Location of the WeChat Pay public key: file:, classpath: or
	 * base64:.
	 * @param contract What is the same for all contracts of this merchant.
	 * @param notification Where this merchant's notifications arrive.
	 */
	public record FurtherMerchant(@Nullable String mchid, @Nullable String certificateSerialNumber,
			@Nullable String certificatePath, @Nullable String privateKeyPath, @Nullable String privateKeyPassphrase,
			@Nullable String pkcs12Path, @Nullable String pkcs12Password, @Nullable String apiV3Key,
			@Nullable String previousApiV3Key, @Nullable String publicKeyId, @Nullable String publicKeyPath,
			@DefaultValue FurtherContract contract,
			@DefaultValue FurtherNotification notification) implements MerchantKeys {

		@Override
		public String toString() {
			return "FurtherMerchant[mchid=%s, certificateSerialNumber=%s, publicKeyId=%s, contract=%s, notification=%s]"
				.formatted(this.mchid, this.certificateSerialNumber, this.publicKeyId, this.contract,
						this.notification);
		}

	}

	/**
	 * What is the same for all contracts of a further merchant.
	 *
	 * @param appid Appid of the mini program the payer comes from; in partner modes that
	 * of the service provider or institution. 'wechatpay.contract.appid' unless set.
	 * @param serviceId Id of the password-free service, given when the product was
	 * admitted to this merchant.
	 * @param notifyUrl URL that WeChat Pay notifies when a payer signed, at most 256
	 * characters. Its path must be plain and this merchant's alone.
	 */
	public record FurtherContract(@Nullable String appid, @Nullable Long serviceId, @Nullable String notifyUrl) {

	}

	/**
	 * Where a further merchant's notifications arrive.
	 *
	 * @param path Path of the notification endpoint as it stands in the request line,
	 * context path included. The path of this merchant's 'contract.notify-url' unless
	 * set; needed behind a proxy that changes paths.
	 */
	public record FurtherNotification(@Nullable String path) {

	}

}
