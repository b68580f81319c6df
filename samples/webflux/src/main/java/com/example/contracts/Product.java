package com.example.contracts;

/**
 * What is in the cabinet, shelf by shelf. Public is what the page's template asks for.
 */
enum Product {

	WATER(200, "bottle"), SODA(300, "can"), TEA(450, "bottle"),

	JUICE(500, "carton"), COFFEE(680, "can"), MILK(550, "carton"),

	CRISPS(750, "bag"), BISCUITS(620, "bag"), CHOCOLATE(880, "bar");

	private final long fen;

	private final String shape;

	Product(long fen, String shape) {
		this.fen = fen;
		this.shape = shape;
	}

	long fen() {
		return this.fen;
	}

	public String price() {
		return "¥%d.%02d".formatted(this.fen / 100, this.fen % 100);
	}

	public String shape() {
		return this.shape;
	}

	/**
	 * The key of its name among the page's messages.
	 */
	public String message() {
		return "product." + name();
	}

}
