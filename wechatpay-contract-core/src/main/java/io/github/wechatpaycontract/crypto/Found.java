package io.github.wechatpaycontract.crypto;

import java.util.List;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Says what stands in a file that should hold something else.
 */
final class Found {

	private Found() {
	}

	static String describe(List<Object> blocks) {
		return blocks.isEmpty() ? "a text or file of another kind" : describe(blocks.get(0));
	}

	static String describe(byte[] der) {
		try {
			Certificate.getInstance(der);
			return "a certificate";
		}
		catch (RuntimeException notCertificate) {
			// try the next
		}
		try {
			SubjectPublicKeyInfo.getInstance(der);
			return "a public key";
		}
		catch (RuntimeException notPublicKey) {
			return "a text or file of another kind";
		}
	}

	static String describe(Object block) {
		if (block instanceof X509CertificateHolder) {
			return "a certificate";
		}
		if (block instanceof SubjectPublicKeyInfo) {
			return "a public key";
		}
		if (block instanceof PKCS10CertificationRequest) {
			return "a certificate request";
		}
		if (block instanceof PEMKeyPair || block instanceof PEMEncryptedKeyPair
				|| block instanceof org.bouncycastle.asn1.pkcs.PrivateKeyInfo
				|| block instanceof PKCS8EncryptedPrivateKeyInfo) {
			return "a private key";
		}
		return "a PEM block of another kind";
	}

	static String algorithm(AlgorithmIdentifier identifier) {
		ASN1ObjectIdentifier oid = identifier.getAlgorithm();
		if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
			return "RSA";
		}
		if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
			return "EC";
		}
		if (oid.equals(X9ObjectIdentifiers.id_dsa)) {
			return "DSA";
		}
		if (oid.equals(EdECObjectIdentifiers.id_Ed25519)) {
			return "Ed25519";
		}
		return "the algorithm " + oid.getId();
	}

}
