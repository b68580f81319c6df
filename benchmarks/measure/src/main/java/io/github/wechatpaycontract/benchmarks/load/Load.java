package io.github.wechatpaycontract.benchmarks.load;

/**
 * How many callers there are and how long the server takes.
 *
 * @param callers callers, each with one call under way at any time
 * @param delayMillis the server's time in milliseconds
 */
public record Load(int callers, int delayMillis) {

	/**
	 * Reads what {@link #toString()} wrote.
	 * @param text callers and milliseconds, such as {@code 256x50}
	 * @return the load
	 */
	public static Load parse(String text) {
		String[] parts = text.split("x");
		return new Load(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
	}

	@Override
	public String toString() {
		return this.callers + "x" + this.delayMillis;
	}

}
