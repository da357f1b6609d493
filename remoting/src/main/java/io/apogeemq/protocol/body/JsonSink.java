package io.apogeemq.protocol.body;

import com.alibaba.fastjson2.JSONWriter;

/** Takes the values of one body one after another and writes them as JSON, in one of its forms. */
final class JsonSink {
    private final JSONWriter out;
    private final JsonForm form;

    JsonSink(JSONWriter out, JsonForm form) {
        this.out = out;
        this.form = form;
    }

    JsonForm form() {
        return form;
    }

    void text(String value) {
        out.writeString(value);
    }

    void number(long value) {
        out.writeInt64(value);
    }

    void number(double value) {
        out.writeDouble(value);
    }

    void bool(boolean value) {
        out.writeBool(value);
    }

    void nothing() {
        out.writeNull();
    }

    void startObject() {
        out.startObject();
    }

    void endObject() {
        out.endObject();
    }

    /** An object without members; pretty printing would spread it over three lines. */
    void emptyObject() {
        out.writeRaw("{}");
    }

    void name(String name) {
        out.writeName(name);
        out.writeColon();
    }

    /** A number in key position: bare or quoted, as the form says. */
    void name(long number) {
        if (form == JsonForm.STANDARD) {
            name(Long.toString(number));
        } else {
            out.writeName(number);
            out.writeColon();
        }
    }

    /** Comes behind an object in key position. */
    void colon() {
        out.writeColon();
    }

    void startArray() {
        out.startArray();
    }

    /** Comes between the items of an array, and before any but the first object in key position. */
    void comma() {
        out.writeComma();
    }

    void endArray() {
        out.endArray();
    }
}
