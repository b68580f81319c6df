package io.github.wechatpaycontract.simulator.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Properties as YAML, every text in quotes: a serial like {@code 5E10} is no number.
 */
final class ApplicationYaml {

	private ApplicationYaml() {
	}

	static String of(Map<String, Object> properties) {
		Map<String, Object> root = new LinkedHashMap<>();
		properties.forEach((name, value) -> {
			String[] path = name.split("\\.");
			Map<String, Object> parent = root;
			for (int i = 0; i < path.length - 1; i++) {
				parent = child(parent, path[i]);
			}
			parent.put(path[path.length - 1], value);
		});
		StringBuilder yaml = new StringBuilder();
		write(root, "", yaml);
		return yaml.toString();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> child(Map<String, Object> parent, String name) {
		return (Map<String, Object>) parent.computeIfAbsent(name, (key) -> new LinkedHashMap<String, Object>());
	}

	private static void write(Map<?, ?> level, String indent, StringBuilder yaml) {
		level.forEach((name, value) -> {
			yaml.append(indent).append(name).append(':');
			if (value instanceof Map<?, ?> deeper) {
				yaml.append('\n');
				write(deeper, indent + "  ", yaml);
			}
			else {
				yaml.append(' ').append(scalar(value)).append('\n');
			}
		});
	}

	private static String scalar(Object value) {
		if (value instanceof Number || value instanceof Boolean) {
			return value.toString();
		}
		return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value.toString())) + '"';
	}

}
