package io.github.wechatpaycontract.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.benchmarks.load.Figures;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/**
 * Draws the plots, of what was measured.
 */
final class Plots {

	private static final String MANY = "256x50";

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
		List<String> names = new ArrayList<>();
		List<Double> values = new ArrayList<>();
		for (String contender : this.measured.contenders()) {
			if (contender.matches("(" + plot.contenders() + ")(-.*)?")) {
				this.measured.median(contender, plot.load(), plot.figure()).ifPresent((value) -> {
					names.add(Names.contender(contender));
					values.add(value);
				});
			}
		}
		if (names.isEmpty()) {
			return false;
		}
		CategoryChart chart = new CategoryChartBuilder().width(900).height(520).title(plot.title()).build();
		chart.getStyler().setXAxisLabelRotation(45);
		chart.getStyler().setLabelsVisible(true).setAvailableSpaceFill(0.7);
		chart.getStyler().setLegendVisible(false);
		chart.addSeries("median", names, values);
		VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
		return true;
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
