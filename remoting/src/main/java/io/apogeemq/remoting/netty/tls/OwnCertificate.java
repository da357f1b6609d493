package io.apogeemq.remoting.netty.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A certificate that a server makes itself where nobody gave it one: it encrypts, and proves nothing. Named localhost and
 * good from a year ago until 9999 (spec/security.md 14). On the curve P-256, which takes a hundredth of RSA's time to make.
 */
record OwnCertificate(PrivateKey key, X509Certificate certificate) {
    private static final byte[] ECDSA_WITH_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};
    private static final byte[] COMMON_NAME = {0x55, 4, 3};
    private static final byte[] ALTERNATIVE_NAMES = {0x55, 0x1d, 0x11};
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    static OwnCertificate make(Instant now) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] algorithm = Der.of(Der.SEQUENCE, Der.of(Der.OBJECT, ECDSA_WITH_SHA256));
        byte[] name = Der.of(
                Der.SEQUENCE,
                Der.of(
                        Der.SET,
                        Der.of(
                                Der.SEQUENCE,
                                Der.of(Der.OBJECT, COMMON_NAME),
                                Der.of(Der.UTF8, "localhost".getBytes(StandardCharsets.US_ASCII)))));
        byte[] toBeSigned = Der.of(
                Der.SEQUENCE,
                Der.of(Der.context(0, true), Der.of(Der.INTEGER, new byte[] {2})),
                Der.of(
                        Der.INTEGER,
                        new BigInteger(63, new SecureRandom())
                                .add(BigInteger.ONE)
                                .toByteArray()),
                algorithm,
                name,
                Der.of(
                        Der.SEQUENCE,
                        time(now.minus(365, ChronoUnit.DAYS)),
                        time(Instant.parse("9999-12-31T23:59:59Z"))),
                name,
                pair.getPublic().getEncoded(),
                extensions());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(toBeSigned);
        byte[] certificate =
                Der.of(Der.SEQUENCE, toBeSigned, algorithm, Der.of(Der.BITS, new byte[] {0}, signature.sign()));
        return new OwnCertificate(pair.getPrivate(), (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
    }

    private static byte[] time(Instant at) {
        return Der.of(Der.TIME, TIME.format(at.atOffset(ZoneOffset.UTC)).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extensions() {
        byte[] names = Der.of(
                Der.SEQUENCE,
                Der.of(Der.context(DNS_NAME, false), "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.of(Der.context(IP_ADDRESS, false), LOOPBACK));
        return Der.of(
                Der.context(3, true),
                Der.of(
                        Der.SEQUENCE,
                        Der.of(Der.SEQUENCE, Der.of(Der.OBJECT, ALTERNATIVE_NAMES), Der.of(Der.OCTETS, names))));
    }
}
