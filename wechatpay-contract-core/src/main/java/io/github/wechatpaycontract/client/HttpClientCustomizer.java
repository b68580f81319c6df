package io.github.wechatpaycontract.client;

import java.util.function.UnaryOperator;

import reactor.netty.http.client.HttpClient;

/**
 * Changes the HTTP client of all merchants, for example its trust in certificates, its
 * resolver or its metrics. Redirects, compression, repetition and HTTP/2 stay off
 * whatever it does.
 */
@FunctionalInterface
public interface HttpClientCustomizer extends UnaryOperator<HttpClient> {

}
