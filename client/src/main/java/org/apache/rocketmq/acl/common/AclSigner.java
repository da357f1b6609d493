package org.apache.rocketmq.acl.common;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what requests carry (spec/security.md 2). */
public class AclSigner {
    public static final Charset DEFAULT_CHARSET = StandardCharsets.UTF_8;
    public static final SigningAlgorithm DEFAULT_ALGORITHM = SigningAlgorithm.HmacSHA1;

    private static final int SIGNATURE_FAILED = 10015;

    public static String calSignature(String data, String key) throws AclException {
        return calSignature(data, key, DEFAULT_ALGORITHM, DEFAULT_CHARSET);
    }

    public static String calSignature(String data, String key, SigningAlgorithm algorithm, Charset charset)
            throws AclException {
        if (data == null) {
            throw failed("there is nothing to sign", null);
        }
        return calSignature(data.getBytes(charset), key, algorithm, charset);
    }

    public static String calSignature(byte[] data, String key) throws AclException {
        return calSignature(data, key, DEFAULT_ALGORITHM, DEFAULT_CHARSET);
    }

    /** The signature as Base64. */
    public static String calSignature(byte[] data, String key, SigningAlgorithm algorithm, Charset charset)
            throws AclException {
        if (key == null || key.isEmpty()) {
            throw failed("the secret key is empty", null);
        }
        try {
            Mac mac = Mac.getInstance(algorithm.name());
            mac.init(new SecretKeySpec(key.getBytes(charset), algorithm.name()));
            return Base64.getEncoder().encodeToString(mac.doFinal(data));
        } catch (GeneralSecurityException e) {
            throw failed(e.getMessage(), e);
        }
    }

    private static AclException failed(String why, Exception cause) {
        String text =
                "[" + SIGNATURE_FAILED + ":signature-failed] unable to calculate a request signature. error=" + why;
        return new AclException("CAL_SIGNATURE_FAILED", SIGNATURE_FAILED, text, cause);
    }
}
