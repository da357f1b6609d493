package io.apogeemq.remoting.netty.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** A certificate that vouches for itself, and its key, made by OpenSSL: what people bring. */
public record Pem(String certificateText, String keyText) {
    public static final String PASSWORD = "changeit";

    /** How the key is written. */
    public enum Form {
        PKCS8,
        PKCS8_ENCRYPTED,
        PKCS1,
        EC
    }

    public static Pem make(String host, Form form) throws Exception {
        Path directory = Files.createTempDirectory("pem");
        Path key = directory.resolve("key");
        Path certificate = directory.resolve("crt");
        boolean address = Character.isDigit(host.charAt(0));
        run("openssl req -x509 -newkey " + (form == Form.EC ? "ec -pkeyopt ec_paramgen_curve:prime256v1" : "rsa:2048")
                + " -days 3650 -nodes -subj /CN=" + host + " -addext subjectAltName="
                + (address ? "IP:" : "DNS:") + host + " -keyout " + key + " -out " + certificate);
        Path written = directory.resolve("written");
        switch (form) {
            case PKCS1 -> run("openssl rsa -traditional -in " + key + " -out " + written);
            case PKCS8_ENCRYPTED ->
                run("openssl pkcs8 -topk8 -passout pass:" + PASSWORD + " -in " + key + " -out " + written);
            case PKCS8, EC -> run("openssl pkcs8 -topk8 -nocrypt -in " + key + " -out " + written);
        }
        Pem pem = new Pem(Files.readString(certificate), Files.readString(written));
        for (Path each : new Path[] {certificate, key, written, directory}) {
            Files.delete(each);
        }
        return pem;
    }

    private static void run(String line) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(line.split(" ")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(line + ": " + said);
        }
    }

    public Path certificate(Path file) throws IOException {
        return write(file, certificateText);
    }

    public Path key(Path file) throws IOException {
        return write(file, keyText);
    }

    private static Path write(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        return Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
