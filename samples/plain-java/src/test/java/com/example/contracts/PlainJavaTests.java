package com.example.contracts;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainJava}: does what it asks for on its standard output.
 */
class PlainJavaTests {

	@Test
	@Timeout(30)
	void contractIsOpenedSignedByThePayerAndEnded() throws Exception {
		PipedInputStream output = new PipedInputStream();
		PrintStream out = new PrintStream(new PipedOutputStream(output), true, StandardCharsets.UTF_8);
		CompletableFuture<Void> program = CompletableFuture.runAsync(() -> {
			try (out) {
				PlainJava.run(0, 0, out);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
		assertThat(lines.readLine()).matches("Contract \\w{32} is PENDING\\. Be the payer and confirm it:");
		String command = lines.readLine();
		assertThat(command).startsWith("  curl -s -X POST http://");
		HttpResponse<String> confirmed = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(command.substring(command.indexOf("http"))))
				.POST(HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(confirmed.body()).contains("\"status\":204");
		assertThat(lines.readLine()).matches("The notification was verified: contract \\w{32} is SIGNED\\.");
		assertThat(lines.readLine()).isEqualTo("Ended by the shop, it is TERMINATED.");
		program.get(10, TimeUnit.SECONDS);
	}

}
