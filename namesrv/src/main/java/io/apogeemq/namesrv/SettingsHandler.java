package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.settings.LiveSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers UPDATE_NAMESRV_CONFIG 318 and GET_NAMESRV_CONFIG 319, on {@code control}. */
final class SettingsHandler {
    private static final Logger log = LoggerFactory.getLogger(SettingsHandler.class);

    private final LiveSettings<NameServerSettings> settings;
    private final Loop disk;
    private final StoredFile file;

    SettingsHandler(LiveSettings<NameServerSettings> settings, Loop disk, StoredFile file) {
        this.settings = settings;
        this.disk = disk;
        this.file = file;
    }

    CompletionStage<Reply> get(Call call, NoHeader none) {
        return Reply.ok(settings.text().getBytes(StandardCharsets.UTF_8)).now();
    }

    CompletionStage<Reply> update(Call call, NoHeader none) {
        LiveSettings.Update update = settings.update(
                StandardCharsets.UTF_8.decode(call.body().duplicate()).toString());
        if (update instanceof LiveSettings.Refused refused) {
            return Reply.refused(code(refused.cause()), refused.remark()).now();
        }
        if (update instanceof LiveSettings.Changed changed) {
            log.info("{} changed the settings {}", call.peer(), changed.keys());
            return save(changed.fileText());
        }
        return Reply.okNow();
    }

    private static int code(LiveSettings.Cause cause) {
        return switch (cause) {
            case BLACK_LISTED, NOT_LIVE -> ResponseCode.NO_PERMISSION;
            case UNKNOWN, BAD_VALUE -> ResponseCode.INVALID_PARAMETER;
        };
    }

    private CompletionStage<Reply> save(String text) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try {
            disk.execute(() -> reply.complete(write(text)));
        } catch (RejectedExecutionException e) {
            return unsaved(e).now();
        }
        return reply;
    }

    private Reply write(String text) {
        try {
            // properties files are ISO-8859-1; what lies beyond it has been escaped
            file.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return Reply.ok();
        } catch (IOException e) {
            return unsaved(e);
        }
    }

    private Reply unsaved(Exception e) {
        log.error("the file {} could not be written, the new settings hold until the next start only", file, e);
        return Reply.refused(
                ResponseCode.SYSTEM_ERROR,
                "the settings hold now, but not after the next start: cannot write " + file + ": " + e.getMessage());
    }
}
