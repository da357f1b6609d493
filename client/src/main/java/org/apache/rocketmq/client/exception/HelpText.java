package org.apache.rocketmq.client.exception;

/** The sentence that points a reader of an error to the published help (spec/client.md 8). */
final class HelpText {
    private static final String SENTENCE =
            "\nFor more information, please visit the url, https://rocketmq.apache.org/docs/bestPractice/06FAQ";
    private static final String SEE = "\nSee ";
    private static final String FURTHER = " for further details.";

    private HelpText() {}

    /** The text with the sentence behind it, unless the text already names a page; null stays null. */
    static String add(String text) {
        if (text == null) {
            return null;
        }
        int see = text.indexOf(SEE);
        return see >= 0 && text.indexOf(FURTHER, see) >= 0 ? text : text + SENTENCE;
    }
}
