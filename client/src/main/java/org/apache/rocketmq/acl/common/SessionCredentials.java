package org.apache.rocketmq.acl.common;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who signs requests, and with what. */
public class SessionCredentials {
    public static final Charset CHARSET = StandardCharsets.UTF_8;
    public static final String ACCESS_KEY = "AccessKey";
    public static final String SECRET_KEY = "SecretKey";
    public static final String SIGNATURE = "Signature";
    public static final String SECURITY_TOKEN = "SecurityToken";

    /** The file that holds the keys of programs that say none. */
    public static final String KEY_FILE = System.getProperty(
            "rocketmq.client.keyFile",
            Path.of(System.getProperty("user.home"), "key").toString());

    private static final Logger log = LoggerFactory.getLogger(SessionCredentials.class);

    private String accessKey;
    private String secretKey;
    private String securityToken;
    private String signature;

    /** With the keys of {@link #KEY_FILE}, if there is such a file. */
    public SessionCredentials() {
        Path file = Path.of(KEY_FILE);
        if (!Files.exists(file)) {
            return;
        }
        try (Reader reader = Files.newBufferedReader(file, CHARSET)) {
            Properties properties = new Properties();
            properties.load(reader);
            updateContent(properties);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("the file {} with the access key cannot be read: requests go out without one", file, e);
        }
    }

    public SessionCredentials(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    public SessionCredentials(String accessKey, String secretKey, String securityToken) {
        this(accessKey, secretKey);
        this.securityToken = securityToken;
    }

    /** Takes over the values that are there. */
    public void updateContent(Properties prop) {
        accessKey = value(prop, ACCESS_KEY, accessKey);
        secretKey = value(prop, SECRET_KEY, secretKey);
        securityToken = value(prop, SECURITY_TOKEN, securityToken);
    }

    private static String value(Properties properties, String name, String otherwise) {
        String text = properties.getProperty(name);
        return text == null ? otherwise : text.trim();
    }

    public String getAccessKey() {
        return accessKey;
    }

    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    public String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getSignature() {
        return signature;
    }

    public void setSignature(String signature) {
        this.signature = signature;
    }

    public String getSecurityToken() {
        return securityToken;
    }

    public void setSecurityToken(String securityToken) {
        this.securityToken = securityToken;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionCredentials that
                && Objects.equals(accessKey, that.accessKey)
                && Objects.equals(secretKey, that.secretKey)
                && Objects.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(accessKey, secretKey, signature);
    }

    /** Without the secret: this text gets into logs. */
    @Override
    public String toString() {
        return "SessionCredentials [accessKey=" + accessKey + ", secretKey=***, signature=" + signature
                + ", SecurityToken=" + (securityToken == null ? null : "***") + "]";
    }
}
