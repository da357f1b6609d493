package io.apogeemq.remoting;

/**
 * Why a request is not carried out: an expected answer, not a failure.
 *
 * @param code response code (spec/remoting.md 14)
 * @param remark names the cause and the remedy
 */
public record Refusal(int code, String remark) {}
