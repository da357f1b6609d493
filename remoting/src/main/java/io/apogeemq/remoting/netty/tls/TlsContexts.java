package io.apogeemq.remoting.netty.tls;

import io.apogeemq.settings.TlsSettings;
import io.apogeemq.settings.TlsSettings.Ask;
import io.apogeemq.settings.TlsSettings.Identity;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes contexts from files. A file that is missing, cannot be read or does not fit is a failure that names it, never a
 * connection with less protection.
 */
final class TlsContexts {
    private TlsContexts() {}

    static SslContext server(TlsSettings settings, Instant now) throws IOException {
        TlsSettings.Server wanted = settings.server();
        SslContextBuilder builder = server(wanted.identity(), now);
        if (wanted.ask() != Ask.NONE) {
            builder.clientAuth(wanted.ask() == Ask.REQUIRE ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
            trust(builder, wanted.verifies(), wanted.trust());
        }
        return build(builder, settings);
    }

    static SslContext client(TlsSettings settings) throws IOException {
        TlsSettings.Client wanted = settings.client();
        SslContextBuilder builder = SslContextBuilder.forClient();
        Identity identity = wanted.identity();
        if (identity != null) {
            List<X509Certificate> chain = certificates(identity.certificates());
            builder.keyManager(key(identity, chain), chain.toArray(X509Certificate[]::new));
        }
        trust(builder, wanted.verifies(), wanted.trust());
        // the names of both are compared by the JDK where that is asked for
        builder.endpointIdentificationAlgorithm(wanted.verifiesHost() ? "HTTPS" : null);
        return build(builder, settings);
    }

    private static SslContextBuilder server(@Nullable Identity identity, Instant now) throws IOException {
        if (identity == null) {
            try {
                OwnCertificate own = OwnCertificate.make(now);
                return SslContextBuilder.forServer(own.key(), own.certificate());
            } catch (GeneralSecurityException e) {
                throw new IOException("no certificate could be made: " + e.getMessage(), e);
            }
        }
        List<X509Certificate> chain = certificates(identity.certificates());
        return SslContextBuilder.forServer(key(identity, chain), chain.toArray(X509Certificate[]::new));
    }

    private static void trust(SslContextBuilder builder, boolean verifies, @Nullable Path trust) throws IOException {
        if (!verifies) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (trust != null) {
            builder.trustManager(certificates(trust).toArray(X509Certificate[]::new));
        }
    }

    private static SslContext build(SslContextBuilder builder, TlsSettings settings) throws IOException {
        try {
            if (!settings.protocols().isEmpty()) {
                builder.protocols(settings.protocols());
            }
            if (!settings.ciphers().isEmpty()) {
                builder.ciphers(settings.ciphers());
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "no TLS with tls.protocols=" + String.join(",", settings.protocols()) + " and tls.ciphers="
                            + String.join(",", settings.ciphers()) + ": " + e.getMessage(),
                    e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) each);
            }
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificates in PEM: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate in PEM");
        }
        return found;
    }

    /** The key, when it is that of the certificate: while files are being replaced it is not for a moment. */
    private static PrivateKey key(Identity identity, List<X509Certificate> chain) throws IOException {
        PrivateKey key = PemKey.read(identity.key(), identity.password());
        if (!fit(key, chain.get(0).getPublicKey())) {
            throw new IOException(identity.key() + " is not the key of the certificate in " + identity.certificates());
        }
        return key;
    }

    private static boolean fit(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())
                && !key.getAlgorithm().startsWith("Ed")) {
            return false;
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        try {
            byte[] something = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
