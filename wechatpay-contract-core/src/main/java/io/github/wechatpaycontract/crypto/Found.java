package io.github.wechatpaycontract.crypto;

import java.util.List;
import java.util.function.Function;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

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
		if (isReadBy(Certificate::getInstance, der)) {
			return "a certificate";
		}
		if (isReadBy(SubjectPublicKeyInfo::getInstance, der)) {
			return "a public key";
		}
		if (isReadBy(CertificationRequest::getInstance, der)) {
			return "a certificate request";
		}
		if (isReadBy(PrivateKeyInfo::getInstance, der) || isReadBy(RSAPrivateKey::getInstance, der)) {
			return "a private key";
		}
		return "a text or file of another kind";
	}

	private static boolean isReadBy(Function<Object, @Nullable Object> reader, byte[] der) {
		try {
			return reader.apply(der) != null;
		}
		catch (RuntimeException ex) {
			return false;
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
		if (block instanceof PEMKeyPair || block instanceof PEMEncryptedKeyPair || block instanceof PrivateKeyInfo
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
