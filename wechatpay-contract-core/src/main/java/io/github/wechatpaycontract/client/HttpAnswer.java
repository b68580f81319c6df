package io.github.wechatpaycontract.client;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * What came back, not verified.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the bytes of the body
 */
record HttpAnswer(int status, HttpHeaders headers, byte[] body) {

	List<String> header(String name) {
		return this.headers.getAll(name);
	}

}
