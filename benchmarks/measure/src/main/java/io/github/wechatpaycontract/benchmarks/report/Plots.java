package io.github.wechatpaycontract.benchmarks.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.benchmarks.load.Figures;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws the plots, of what was measured.
 */
final class Plots {

	private static final String MANY = "256x50";

	private static final int MIN_HEIGHT = 360;

	private static final int HEIGHT_EACH = 30;

	private final Measured measured;

	Plots(Measured measured) {
		this.measured = measured;
	}

	/**
	 * Draws.
	 * @param directory where to
	 * @return the names of the files
	 * @throws IOException if they cannot be written
	 */
	List<String> write(Path directory) throws IOException {
		System.setProperty("java.awt.headless", "true");
		List<Plot> plots = List.of(
				new Plot("calls-throughput", "Calls per second, " + Names.load(MANY), "ours|sdk|wxjava", MANY,
						Figures.THROUGHPUT),
				new Plot("calls-cpu", "CPU per call in µs, " + Names.load("16x0"), "ours|sdk|wxjava|bare", "16x0",
						Figures.CPU_MICROS),
				new Plot("calls-p99", "p99 in ms, " + Names.load(MANY), "ours|sdk|wxjava", MANY, Figures.P99_MILLIS),
				new Plot("notifications", "Notifications per second on one thread",
						"notification-(ours|floor|sdk|wxjava)", Measured.ONE_CORE, Figures.NOTIFICATIONS),
				new Plot("signing", "CPU per call in µs by place of the signature, " + Names.load("16x0"), "place",
						"16x0", Figures.CPU_MICROS));
		List<String> written = new ArrayList<>();
		for (Plot plot : plots) {
			String file = "performance-" + plot.name() + ".svg";
			if (write(plot, directory.resolve(file))) {
				written.add(file);
			}
		}
		return written;
	}

	private boolean write(Plot plot, Path file) throws IOException {
		Map<String, Double> bars = new LinkedHashMap<>();
		for (String contender : this.measured.contenders()) {
			if (contender.matches("(" + plot.contenders() + ")(-.*)?")) {
				this.measured.median(contender, plot.load(), plot.figure())
					.ifPresent((value) -> bars.put(contender, value));
			}
		}
		if (bars.isEmpty()) {
			return false;
		}
		ByteArrayOutputStream svg = new ByteArrayOutputStream();
		VectorGraphicsEncoder.saveVectorGraphic(chart(plot.title(), bars), svg, VectorGraphicsFormat.SVG);
		Files.writeString(file, shortened(svg.toString(StandardCharsets.UTF_8)));
		return true;
	}

	/** A series for each bar, as its name is too long to stand under it. */
	private static CategoryChart chart(String title, Map<String, Double> bars) {
		CategoryChart chart = new CategoryChartBuilder().width(1000)
			.height(Math.max(MIN_HEIGHT, HEIGHT_EACH * (bars.size() + 2)))
			.title(title)
			.build();
		chart.getStyler().setOverlapped(true).setLabelsVisible(true).setLabelsPosition(1).setAvailableSpaceFill(0.7);
		chart.getStyler().setYAxisDecimalPattern("#,##0");
		chart.getStyler().setChartBackgroundColor(Color.WHITE);
		chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendBorderColor(Color.WHITE);
		List<String> numbers = IntStream.rangeClosed(1, bars.size()).mapToObj(Integer::toString).toList();
		int index = 0;
		for (Map.Entry<String, Double> bar : bars.entrySet()) {
			List<Double> values = new ArrayList<>(Collections.nCopies(bars.size(), null));
			values.set(index++, bar.getValue());
			chart.addSeries(index + "  " + Names.contender(bar.getKey()), numbers, values)
				.setFillColor(color(bar.getKey()));
		}
		return chart;
	}

	private static Color color(String contender) {
		boolean corretto = contender.contains("corretto");
		if (contender.matches("(ours|place|notification-ours)-.*")) {
			return corretto ? new Color(0x1F5FA8) : new Color(0x7FB0E0);
		}
		return contender.matches("(bare|floor|notification-floor).*") ? new Color(0x8CC084)
				: corretto ? new Color(0x777777) : new Color(0xB8B8B8);
	}

	/** Letters come as outlines, in pixels with up to 15 decimals. */
	private static String shortened(String svg) {
		return svg.replaceAll("(\\.[0-9])[0-9]+", "$1").replaceAll("(?m)^\\s+", "");
	}

	/**
	 * One plot.
	 *
	 * @param name the end of the file's name
	 * @param title the title
	 * @param contenders which contenders, as a pattern of their names
	 * @param load under which load
	 * @param figure which figure
	 */
	private record Plot(String name, String title, String contenders, String load, String figure) {

	}

}
