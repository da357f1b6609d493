package io.apogeemq.client.core;

import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;

/** Sees every request before it goes out, and every answer: signatures are added here. Called on any thread. */
public interface RequestHook {

    /** What is to be sent in place of the request: itself, or one with other fields. */
    Request before(String address, Request request);

    /** Told of the answer; what it does to it changes nothing. */
    void after(String address, Request request, Answer answer);
}
