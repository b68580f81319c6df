package io.github.wechatpaycontract.client;

import java.util.function.UnaryOperator;

import reactor.netty.http.client.HttpClient;

/**
 * Changes the HTTP client of all merchants, for example its trust in certificates, its
 * resolver or its metrics. Redirects, compression, repetition and HTTP/2 stay off
 * whatever it does, and calls go to WeChat Pay's hosts, over TLS. Where a callback gets a
 * configuration, {@code remoteAddress()} has the host and {@code uri()} the path.
 */
@FunctionalInterface
public interface HttpClientCustomizer extends UnaryOperator<HttpClient> {

}
