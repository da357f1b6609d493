package io.apogeemq.broker.admin;

import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.BrokerConfigAnswer;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.settings.LiveSettings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows and changes the broker's settings: requests 25 and 26 (spec/requests.md 9). On the control loop. */
public final class ConfigAdmin {
    private static final Logger log = LoggerFactory.getLogger(ConfigAdmin.class);

    private final LiveSettings<BrokerSettings> settings;
    private final Supplier<DataVersion> version;
    private final SettingsFile file;

    /** Keeps the settings in force for the next start. */
    @FunctionalInterface
    public interface SettingsFile {
        /** Completes when the text is on disk. */
        CompletionStage<Void> write(String text);
    }

    /**
     * @param version shown with the settings
     */
    public ConfigAdmin(LiveSettings<BrokerSettings> settings, Supplier<DataVersion> version, SettingsFile file) {
        this.settings = settings;
        this.version = version;
        this.file = file;
    }

    public CompletionStage<Reply> get(Call call, NoHeader none) {
        BrokerConfigAnswer header =
                new BrokerConfigAnswer(new String(DataVersion.BODY.write(version.get()), StandardCharsets.UTF_8));
        Payload body = Payload.of(settings.text().getBytes(StandardCharsets.UTF_8));
        return Reply.ok(BrokerConfigAnswer.CODEC, header, body).now();
    }

    public CompletionStage<Reply> update(Call call, NoHeader none) {
        LiveSettings.Update update =
                settings.update(StandardCharsets.UTF_8.decode(call.body()).toString());
        if (update instanceof LiveSettings.Refused refused) {
            return Reply.refused(code(refused.cause()), refused.remark()).now();
        }
        if (update instanceof LiveSettings.Changed changed) {
            log.info("{} changed the settings {}", call.peer(), changed.keys());
            return file.write(changed.fileText()).thenApply(written -> Reply.ok());
        }
        return Reply.okNow();
    }

    private static int code(LiveSettings.Cause cause) {
        return switch (cause) {
            case BLACK_LISTED, NOT_LIVE -> ResponseCode.NO_PERMISSION;
            case UNKNOWN, BAD_VALUE -> ResponseCode.SYSTEM_ERROR;
        };
    }
}
