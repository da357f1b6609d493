package io.apogeemq.remoting.netty.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key out of a PEM file: PKCS#8, the same with a password, and PKCS#1 as OpenSSL wrote RSA keys for long. */
final class PemKey {
    private static final long MOST_BYTES = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |ENCRYPTED |EC )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

    /** Version 0 and the algorithm rsaEncryption without parameters (RFC 5208, RFC 8017): what PKCS#8 has around PKCS#1. */
    private static final byte[] RSA_HEAD = {
        2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PemKey() {}

    /**
     * Reads it.
     *
     * @param password of the key; empty without one
     * @throws IOException when the file cannot be read or holds no such key; the text names it
     */
    static PrivateKey read(Path file, String password) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too long for a key");
        }
        Matcher found = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException(file + " holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
            return switch (found.group(1)) {
                case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(bytes));
                case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(around(bytes)));
                case "ENCRYPTED PRIVATE KEY" -> key(decrypted(bytes, password));
                default ->
                    throw new IOException(file + " is in the old form for keys of elliptic curves:"
                            + " openssl pkcs8 -topk8 -nocrypt makes the usual one of it");
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    file + " cannot be used" + (password.isEmpty() ? "" : " with its password") + ": " + e.getMessage(),
                    e);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // of another algorithm
            }
        }
        throw new InvalidKeySpecException("no key of " + String.join(", ", ALGORITHMS));
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, String password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo sealed = new EncryptedPrivateKeyInfo(bytes);
        AlgorithmParameters parameters = sealed.getAlgParameters();
        // of PBES2 the parameters name the cipher
        String algorithm = sealed.getAlgName().equals("PBES2") ? parameters.toString() : sealed.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                parameters);
        return sealed.getKeySpec(cipher);
    }

    private static byte[] around(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA_HEAD);
        inner.writeBytes(Der.of(Der.OCTETS, pkcs1));
        return Der.of(Der.SEQUENCE, inner.toByteArray());
    }
}
