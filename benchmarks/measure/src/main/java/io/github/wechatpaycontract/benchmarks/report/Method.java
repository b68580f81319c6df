package io.github.wechatpaycontract.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Says how it was measured.
 */
final class Method {

	static final String PLACES = """
			A small client over Reactor Netty, without ours, that signs and verifies in five places. `caller`: both on
			the thread that calls, before it subscribes and after it waited (reactive callers call again on the event
			loop that brought the answer). `scheduler`: both on the parallel scheduler, signed before a connection is
			asked for. `split`: as that, but verified on the event loop. `hop`: both on the parallel scheduler, signed
			when the connection is there. `loop`: both on the event loop, signed when the connection is there.""";

	private Method() {
	}

	static void write(Page page, int rounds, Duration warmUp, Duration each, LocalDate day) {
		page.paragraph(
				"""
						Measured on %s, %d cores (%s), JDK %s, with `benchmarks/bin/run`; see
						[benchmarks](../benchmarks/README.md). Server, driver and client share the cores. Every client runs in
						a JVM of its own with a heap of 512 MB, which first works under every load until its compiler has nothing left to
						do, %d s at most. Then all of them are measured in turn under one load, under the next, and all of it again with the clients in the opposite order, %d times;
						one measurement takes %.1f s. The tables show medians of those rounds, for threads the largest number. Ratios are of medians of the same run."""
					.formatted(day, Runtime.getRuntime().availableProcessors(), processor(),
							System.getProperty("java.version"), warmUp.toSeconds(), rounds, each.toMillis() / 1000.0));
		page.paragraph(
				"""
						All clients make the same call, `POST …/pre-entrust-sign/mini-program`, over TLS to a server on the
						same machine that answers with prepared, signed bytes, at once or after 50 ms. Ours serialises the
						request for every call; the others are given the JSON. All of them verify the answer and read
						it into an object. The bare exchange is Reactor Netty, configured as ours, with the same bytes both
						ways, unsigned and unverified; together with one signature and one verification, on every core at once, it is what a
						call cannot do without. These make a `Signature` for each operation, and the notifications' a `Cipher`, as is usual; ours keeps them between two. Genuine notifications
						are read in turns of 100, ours and their cryptography, and the two others, and only CPU is counted. Ours has its default of 256 connections. "Cryptography alone" is one signature and
						one verification too, made by as many threads as there are cores for callers that are called back or wait on virtual threads. "As documented" is the configuration that the README of that client
						shows. The server that waits looks for requests every 2 ms. CPU is that of the whole client process, its collector and compiler included; what is allocated is what the heap held, without
						the buffers of native TLS. "OpenSSL for TLS" is Netty's own, with `netty-tcnative-boringssl-static` on the class path. Log level: WARN.""");
	}

	private static String processor() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.replaceFirst(".*:\\s*", ""))
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch");
		}
	}

}
