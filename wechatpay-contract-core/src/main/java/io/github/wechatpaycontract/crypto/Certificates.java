package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/**
 * Reads certificates and writes their serial numbers as WeChat Pay does.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013053294">WeChat Pay: how to
 * read serial numbers</a>
 */
public final class Certificates {

	private Certificates() {
	}

	/**
	 * Reads an X.509 certificate as PEM, bare Base64 or DER.
	 * @param file the bytes of the file
	 * @return the certificate
	 * @throws IllegalArgumentException if it is anything else; the message says what was
	 * found instead
	 */
	public static X509Certificate read(byte[] file) {
		List<Object> blocks = PemObjects.of(file);
		if (blocks.size() > 1) {
			throw new IllegalArgumentException("More than one PEM block; leave only the certificate");
		}
		try {
			if (blocks.isEmpty()) {
				return convert(new X509CertificateHolder(PemObjects.der(file)));
			}
			if (blocks.get(0) instanceof X509CertificateHolder holder) {
				return convert(holder);
			}
		}
		catch (IOException | CertificateException ex) {
			throw new IllegalArgumentException("Not a certificate or a damaged one");
		}
		throw new IllegalArgumentException("Not a certificate but " + Found.describe(blocks));
	}

	private static X509Certificate convert(X509CertificateHolder holder) throws CertificateException {
		return new JcaX509CertificateConverter().getCertificate(holder);
	}

	/**
	 * Returns the serial number as {@code openssl x509 -serial} prints it: whole bytes in
	 * upper-case hexadecimal digits.
	 * @param certificate the certificate
	 * @return the serial number
	 */
	public static String serialNumber(X509Certificate certificate) {
		BigInteger serial = certificate.getSerialNumber();
		String digits = serial.toString(16).toUpperCase(Locale.ROOT);
		return (digits.length() % 2 == 0) ? digits : "0" + digits;
	}

	/**
	 * Returns whether a certificate names an issuer. Whether that issuer signed it is
	 * another question.
	 * @param certificate the certificate
	 * @param commonName the issuer's common name
	 * @return whether it is exactly that one
	 */
	public static boolean isIssuedBy(X509Certificate certificate, String commonName) {
		X500Name issuer = X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
		return Arrays.stream(issuer.getRDNs(BCStyle.CN))
			.map((name) -> IETFUtils.valueToString(name.getFirst().getValue()))
			.anyMatch(commonName::equals);
	}

}
