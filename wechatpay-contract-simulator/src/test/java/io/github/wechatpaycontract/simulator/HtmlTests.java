package io.github.wechatpaycontract.simulator;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HtmlTests {

	@Test
	void valuesBecomeText() {
		Html html = Html.of("<a title=\"{}\">{}</a>", "\"><script>alert('1')</script>", "a & b\u0000\r\n");
		assertThat(html.markup()).isEqualTo(
				"<a title=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\">a &amp; b\uFFFD\uFFFD\n</a>");
	}

	@Test
	void markupStaysMarkup() {
		Html item = Html.of("<i>{}</i>", "{}");
		assertThat(Html.of("<b>{}{}</b>", item, 7).markup()).isEqualTo("<b><i>{}</i>7</b>");
		assertThat(Html.each(List.of("<", ">"), (text) -> Html.of("{}", text)).markup()).isEqualTo("&lt;&gt;");
	}

	@Test
	void placesAndValuesMustMatch() {
		assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<b>{}</b>"));
		assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<b>{}</b>", 1, 2));
	}

}
