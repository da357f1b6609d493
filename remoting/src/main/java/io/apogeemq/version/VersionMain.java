package io.apogeemq.version;

/** {@code --version} of the commands that are scripts, or whose program lies below this module. */
public final class VersionMain {
    private VersionMain() {}

    public static void main(String[] args) {
        System.out.println(ProductVersion.current().text());
    }
}
