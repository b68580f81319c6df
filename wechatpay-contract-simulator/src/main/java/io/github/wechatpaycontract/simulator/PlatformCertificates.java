package io.github.wechatpaycontract.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The platform certificates of one merchant, and how one follows another: it is announced
 * in the list, then used beside the old one, then alone.
 */
public final class PlatformCertificates {

	private static final Duration CHANGE = Duration.ofDays(1);

	private final Clock clock;

	private final Tokens tokens;

	private final List<PlatformCertificate> listed = new ArrayList<>();

	private boolean changing;

	private boolean other;

	private final Share publicKeyShare = new Share(0.5);

	PlatformCertificates(Clock clock, Tokens tokens) {
		this.clock = clock;
		this.tokens = tokens;
		this.listed.add(PlatformCertificate.make(tokens, clock.instant()));
	}

	/**
	 * The serials in the list, oldest first.
	 * @return one serial, or two while a certificate is followed by another
	 */
	public synchronized List<String> serials() {
		return this.listed.stream().map(PlatformCertificate::serial).toList();
	}

	/**
	 * Lists a successor, which WeChat Pay does 24 hours before it uses it. It ends after
	 * its predecessor, be it by a second.
	 * @return the serial of the successor
	 * @throws IllegalStateException if there is one already
	 */
	public synchronized String announce() {
		if (this.listed.size() > 1) {
			throw new IllegalStateException("There is a successor already; retire its predecessor first");
		}
		Instant later = newest().madeAt().plusSeconds(1);
		Instant now = this.clock.instant();
		PlatformCertificate successor = PlatformCertificate.make(this.tokens, now.isBefore(later) ? later : now);
		this.listed.add(successor);
		return successor.serial();
	}

	/**
	 * Begins to use the successor, announced or not: answers and notifications are signed
	 * with it and with its predecessor by turns.
	 * @return the serial of the successor
	 */
	public synchronized String rotate() {
		if (this.listed.size() == 1) {
			announce();
		}
		this.listed.set(0, this.listed.get(0).expiring(this.clock.instant().plus(CHANGE)));
		this.changing = true;
		return newest().serial();
	}

	/**
	 * Ends the use of the predecessor: it is listed no longer and signs nothing more.
	 * @return the serial of the certificate that is left
	 */
	public synchronized String retire() {
		if (this.listed.size() > 1) {
			this.listed.remove(0);
		}
		this.changing = false;
		return newest().serial();
	}

	/**
	 * Sets how many of a merchant's notifications are signed with the public key, if it
	 * has one, spread evenly; half of them unless set. For answers see
	 * {@link AnswerFault#byPublicKey()}.
	 * @param share from 0 to 1
	 * @throws IllegalArgumentException if the share is less than 0 or more than 1
	 */
	public void publicKeyShare(double share) {
		this.publicKeyShare.set(share);
	}

	private PlatformCertificate newest() {
		return this.listed.get(this.listed.size() - 1);
	}

	synchronized List<PlatformCertificate> list() {
		return List.copyOf(this.listed);
	}

	boolean isPublicKeyDue() {
		return this.publicKeyShare.takesNext();
	}

	synchronized Optional<PlatformKey> find(String serial) {
		return this.listed.stream()
			.filter((certificate) -> certificate.serial().equalsIgnoreCase(serial))
			.map(PlatformCertificate::key)
			.findFirst();
	}

	/**
	 * What signs in place of the key: itself, but while one certificate follows another
	 * either of the two.
	 */
	synchronized PlatformKey signing(PlatformKey key) {
		return this.changing ? signing() : key;
	}

	/**
	 * What signs where no certificate is named. One that is only announced does not.
	 */
	synchronized PlatformKey signing() {
		this.other = this.changing && !this.other;
		return this.other ? newest().key() : this.listed.get(0).key();
	}

}
