package io.github.wechatpaycontract.benchmarks.load;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;

/**
 * Counts the bytes allocated between two full collections.
 * <p>
 * Sums per thread lose what threads allocated that ended meanwhile, and JDK 17 has no sum
 * of the whole process. What was allocated between two collections is what the heap held
 * before the second one, less what the first one left: nothing is lost, whoever allocated
 * it. Parts of buffers handed to threads but not filled are counted, below 1 %.
 */
final class AllocationMeter {

	private static final String REQUESTED = "System.gc()";

	private static final long TOLD_MILLIS = 100;

	private final List<String> heap = ManagementFactory.getMemoryPoolMXBeans()
		.stream()
		.filter((pool) -> pool.getType() == MemoryType.HEAP)
		.map(MemoryPoolMXBean::getName)
		.toList();

	private long left;

	private long allocated;

	private int requested;

	AllocationMeter() {
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector)
				.addNotificationListener((notification, handback) -> collected(notification), null, null);
		}
	}

	private void collected(Notification notification) {
		if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
			GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo
				.from((CompositeData) notification.getUserData());
			collected(info.getGcInfo(), REQUESTED.equals(info.getGcCause()));
		}
	}

	private synchronized void collected(GcInfo info, boolean wasRequested) {
		this.allocated += used(info.getMemoryUsageBeforeGc()) - this.left;
		this.left = used(info.getMemoryUsageAfterGc());
		if (wasRequested) {
			this.requested++;
			notifyAll();
		}
	}

	private long used(Map<String, MemoryUsage> pools) {
		return pools.entrySet()
			.stream()
			.filter((pool) -> this.heap.contains(pool.getKey()))
			.mapToLong((pool) -> pool.getValue().getUsed())
			.sum();
	}

	/**
	 * Collects.
	 * @param calls tells how many calls were answered so far
	 * @return what was allocated since the last time
	 * @throws InterruptedException if nobody waits any more
	 */
	synchronized Collected collect(LongSupplier calls) throws InterruptedException {
		int before = this.requested;
		long answered = 0;
		while (this.requested == before) {
			// Left out silently while native code holds an array, as Corretto's does.
			answered = calls.getAsLong();
			System.gc();
			answered = (answered + calls.getAsLong()) / 2;
			wait(TOLD_MILLIS);
		}
		Collected collected = new Collected(this.allocated, answered);
		this.allocated = 0;
		return collected;
	}

	/**
	 * A collection that was asked for.
	 *
	 * @param bytes what was allocated since the one before
	 * @param calls how many calls were answered when it took place
	 */
	record Collected(long bytes, long calls) {

	}

}
