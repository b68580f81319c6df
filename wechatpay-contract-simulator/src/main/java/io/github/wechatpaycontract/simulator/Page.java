package io.github.wechatpaycontract.simulator;

import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page for people: at {@code /} what has happened and what can be done, and at
 * {@code /simulator/phone/…} the payer's phone. Forms are posted and redirected, so that
 * all of it works without a script; the script only keeps it up to date.
 */
final class Page {

	private static final Pattern OWN = Pattern
		.compile("/(?:\\?.*)?|/favicon\\.ico|/simulator/?(?:\\?.*)?|/simulator/(?:page|phone)/.*", Pattern.DOTALL);

	private static final Pattern ASSET = Pattern.compile("/simulator/page/([a-z]+\\.(?:css|js|svg))");

	private static final Pattern ACTION = Pattern.compile("/simulator/page/([a-z-]+)");

	private static final Pattern PHONE = Pattern.compile("/simulator/phone/([0-9A-Za-z]{1,128})(?:/([a-z-]+))?");

	private final PageLayout layout;

	private final Phones phones;

	private final PhonePage phonePage;

	private final ConsolePage consolePage;

	private final PageActions actions;

	Page(WechatPaySimulator simulator, Platform platform, Timeline timeline) {
		this.layout = new PageLayout(simulator, platform);
		this.phones = new Phones(simulator);
		PhoneScreen screen = new PhoneScreen(simulator, platform);
		this.phonePage = new PhonePage(this.layout, screen);
		this.consolePage = new ConsolePage(simulator, timeline, this.layout, this.phones, screen);
		this.actions = new PageActions(simulator, this.phones);
	}

	static boolean isFor(String rawUri) {
		return OWN.matcher(rawUri).matches();
	}

	Answer answer(ReceivedRequest received) {
		PageRequest request;
		try {
			request = new PageRequest(received);
		}
		catch (IllegalArgumentException ex) {
			return PageAnswers.text(400, "Bad Request");
		}
		try {
			return keepLanguage(request, serve(request));
		}
		catch (PageProblem ex) {
			return problem(request, ex.status(), ex.detail(request.texts()));
		}
		catch (NoSuchElementException ex) {
			return problem(request, 404, String.valueOf(ex.getMessage()));
		}
		catch (IllegalStateException ex) {
			return problem(request, 409, String.valueOf(ex.getMessage()));
		}
	}

	private Answer serve(PageRequest request) {
		Matcher phone = PHONE.matcher(request.path());
		Matcher action = ACTION.matcher(request.path());
		if (request.is("POST")) {
			if (phone.matches() && phone.group(2) != null) {
				return PageAnswers.redirect(this.actions.onPhone(request, phone.group(1), phone.group(2)));
			}
			if (action.matches()) {
				return PageAnswers.redirect(this.actions.onConsole(request, action.group(1)));
			}
		}
		return request.is("GET") ? show(request, phone)
				: PageAnswers.text(405, "Method Not Allowed").field("Allow", "GET, HEAD");
	}

	private Answer show(PageRequest request, Matcher phone) {
		Matcher asset = ASSET.matcher(request.path());
		if (asset.matches()) {
			return PageAnswers.asset(asset.group(1));
		}
		if (phone.matches() && phone.group(2) == null) {
			return this.phonePage.answer(request, this.phones.require(phone.group(1), request.query("mchid")));
		}
		return switch (request.path()) {
			case "/" -> this.consolePage.answer(request);
			case "/simulator", "/simulator/" -> PageAnswers.redirect("/");
			case "/favicon.ico" -> PageAnswers.asset("icon.svg");
			default -> throw PageProblem.notFound("nothing");
		};
	}

	private static Answer keepLanguage(PageRequest request, Answer answer) {
		return request.query(PageRequest.LANGUAGE)
			.map((chosen) -> answer.field("Set-Cookie",
					"%s=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax".formatted(PageRequest.COOKIE,
							Texts.of(chosen).language())))
			.orElse(answer);
	}

	private Answer problem(PageRequest request, int status, String detail) {
		Texts texts = request.texts();
		String title = texts.get("problem." + status);
		Html content = Html.of("""
				<main class="problem" id="problem" data-status="{}">
				<h1>{}</h1>
				<p class="detail">{}</p>
				<p><a class="button" href="/">{}</a></p>
				</main>
				""", status, title, detail, texts.get("to-console"));
		return PageAnswers.html(status, this.layout.document(request, title, content));
	}

}
