package io.github.wechatpaycontract.benchmarks.burst;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/**
 * Counts the buffers that were lost and not released.
 */
final class LeakCounter extends ResourceLeakDetectorFactory {

	private final AtomicInteger leaks = new AtomicInteger();

	@Override
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
		return new ResourceLeakDetector<>(resource, samplingInterval) {

			@Override
			protected boolean needReport() {
				return true;
			}

			@Override
			protected void reportTracedLeak(String resourceType, String records) {
				LeakCounter.this.leaks.incrementAndGet();
				System.err.println("Leak of " + resourceType + records);
			}

			@Override
			protected void reportUntracedLeak(String resourceType) {
				LeakCounter.this.leaks.incrementAndGet();
				System.err.println("Leak of " + resourceType);
			}

		};
	}

	@Override
	@SuppressWarnings("deprecation") // the class has no other abstract method
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
			long maxActive) {
		return newResourceLeakDetector(resource, samplingInterval);
	}

	int leaks() {
		return this.leaks.get();
	}

}
