package io.github.wechatpaycontract.simulator;

/**
 * Something that the page cannot do or show, in words for people.
 */
final class PageProblem extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final String name;

	private final transient Object[] values;

	private PageProblem(int status, String name, Object... values) {
		super(name, null, false, false);
		this.status = status;
		this.name = name;
		this.values = values;
	}

	static PageProblem badRequest(String name, Object... values) {
		return new PageProblem(400, name, values);
	}

	static PageProblem notFound(String name, Object... values) {
		return new PageProblem(404, name, values);
	}

	static PageProblem conflict(String name, Object... values) {
		return new PageProblem(409, name, values);
	}

	int status() {
		return this.status;
	}

	String detail(Texts texts) {
		return texts.get("problem." + this.name, this.values);
	}

}
