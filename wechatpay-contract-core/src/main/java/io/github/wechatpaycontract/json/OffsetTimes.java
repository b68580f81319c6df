package io.github.wechatpaycontract.json;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/**
 * Times as WeChat Pay writes them: RFC 3339 with an offset, to the second.
 */
final class OffsetTimes {

	private OffsetTimes() {
	}

	static SimpleModule module() {
		return new SimpleModule("wechatpay-times").addSerializer(new Writer())
			.addDeserializer(OffsetDateTime.class, new Reader());
	}

	/**
	 * Writes a time.
	 */
	private static final class Writer extends StdSerializer<OffsetDateTime> {

		private static final long serialVersionUID = 1L;

		Writer() {
			super(OffsetDateTime.class);
		}

		@Override
		public void serialize(OffsetDateTime time, JsonGenerator generator, SerializerProvider provider)
				throws IOException {
			generator.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS)));
		}

	}

	/**
	 * Reads a time.
	 */
	private static final class Reader extends FromStringDeserializer<OffsetDateTime> {

		private static final long serialVersionUID = 1L;

		Reader() {
			super(OffsetDateTime.class);
		}

		@Override
		protected OffsetDateTime _deserialize(String text, DeserializationContext context) {
			return OffsetDateTime.parse(text);
		}

	}

}
