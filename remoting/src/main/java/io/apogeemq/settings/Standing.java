package io.apogeemq.settings;

/** What a key does here. Every key that RocketMQ knows has a standing, so that its files start unchanged. */
public enum Standing {
    /** Does what it does in RocketMQ. */
    BUILT("built"),
    /** Asks for something that is not built yet; named in one line at the start. */
    LATER("not built yet"),
    /** Tunes a part that this design does not have; named in one line at the start. */
    MEANINGLESS("no meaning here"),
    /** Promises protection of access or data that is not built: switched on, it stops the start. */
    PROTECTING("stops the start"),
    /** Follows from another setting; another value is warned about and not used. */
    DERIVED("derived");

    private final String words;

    Standing(String words) {
        this.words = words;
    }

    /** For the documentation page. */
    public String words() {
        return words;
    }
}
