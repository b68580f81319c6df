package io.github.wechatpaycontract.simulator.standalone;

import java.net.URI;
import java.util.Map;

import io.github.wechatpaycontract.simulator.NotifyUrls;
import io.github.wechatpaycontract.simulator.ResendSchedule;
import io.github.wechatpaycontract.simulator.TrustMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * Which values the options take.
 */
final class OptionValues {

	private static final Map<String, TrustMode> TRUST = Map.of("public-key", TrustMode.PUBLIC_KEY, "certificate",
			TrustMode.CERTIFICATES, "mixed", TrustMode.MIXED);

	private OptionValues() {
	}

	static TrustMode trust(String text) {
		TrustMode mode = TRUST.get(text);
		if (mode == null) {
			throw new TypeConversionException("'" + text + "' is none of public-key, certificate, mixed");
		}
		return mode;
	}

	static ResendSchedule schedule(String text) {
		if (!ResendSchedule.names().contains(text)) {
			throw new TypeConversionException(
					"'%s' is none of %s".formatted(text, String.join(", ", ResendSchedule.names())));
		}
		return ResendSchedule.named(text);
	}

	/**
	 * Checks what the parser does not.
	 * @return the numbers that were given
	 */
	static MerchantNumbers check(CommandLine command, Options options) {
		if (options.port() < 0 || options.port() > 65535) {
			throw invalid(command, "--port", "%d is not between 0 and 65535".formatted(options.port()));
		}
		checkUrl(command, options, "--notify-url", options.notifyUrl());
		URI terminationUrl = options.terminationUrl();
		if (terminationUrl != null) {
			checkUrl(command, options, "--termination-url", terminationUrl);
		}
		MerchantNumbers numbers = new MerchantNumbers();
		settle(command, numbers, "--mchid", options.mchid());
		settle(command, numbers, "--appid", options.appid());
		settle(command, numbers, "--service-id", options.serviceId());
		return numbers;
	}

	private static void checkUrl(CommandLine command, Options options, String option, URI url) {
		if (url.getHost() != null && !NotifyUrls.isLocal(url) && !options.remoteTargets()) {
			throw invalid(command, option,
					"'%s' is not on this machine; --remote-targets lets notifications leave it".formatted(url));
		}
		if (!new NotifyUrls(options.remoteTargets()).isAllowed(url.toString())) {
			throw invalid(command, option,
					"'%s' is not https://host/path, or http://host/path on this machine, and no more".formatted(url));
		}
	}

	private static void settle(CommandLine command, MerchantNumbers numbers, String option, @Nullable Object value) {
		if (value != null) {
			try {
				numbers.settle(option.substring(2).replace('-', '_'), value.toString());
			}
			catch (IllegalArgumentException ex) {
				throw invalid(command, option, "'%s': %s".formatted(value, ex.getMessage()));
			}
		}
	}

	static ParameterException invalid(CommandLine command, String option, @Nullable String reason) {
		return new ParameterException(command, "Invalid value for option '%s': %s".formatted(option, reason));
	}

}
