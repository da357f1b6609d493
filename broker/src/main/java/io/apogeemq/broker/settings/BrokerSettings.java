package io.apogeemq.broker.settings;

import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.Settings;

/** All that a broker's parts are set to, one record for each part. */
public record BrokerSettings(
        IdentitySettings identity,
        NetworkSettings network,
        TopicSettings topics,
        MessageSettings messages,
        TransactionSettings transactions,
        PullSettings pulls,
        StorageSettings store,
        ReplicaSettings replicas,
        IndexSettings index,
        RetentionSettings retention,
        RegistrationSettings registration,
        DrainSettings drain,
        MemberSettings clients,
        AccessSettings access) {

    /** @param in read with {@link BrokerKeys#TABLE} */
    public static BrokerSettings of(Settings in) {
        return new BrokerSettings(
                IdentitySettings.of(in),
                NetworkSettings.of(in, IdentitySettings.LISTEN_PORT),
                TopicSettings.of(in),
                MessageSettings.of(in),
                TransactionSettings.of(in),
                PullSettings.of(in),
                StorageSettings.of(in),
                ReplicaSettings.of(in),
                IndexSettings.of(in),
                RetentionSettings.of(in),
                RegistrationSettings.of(in),
                DrainSettings.of(in),
                MemberSettings.of(in),
                AccessSettings.of(in));
    }

    /** What the success line names, and what is registered: {@code host:port}. */
    public String address() {
        return identity.clientHost() + ":" + network.listenPort();
    }

    /** Who and where it is, for the first line of the log. */
    public String text() {
        int port = network.listenPort();
        return "broker " + identity.name() + " (" + identity.role() + ", id " + identity.id() + ") of "
                + identity.clusterName() + ", ports " + port + " and " + (port - IdentitySettings.FAST_PORT_BELOW)
                + " on "
                + network.bindAddress() + ", known as " + address() + ", store "
                + store.root().toAbsolutePath()
                + ", NameServers " + identity.nameServers();
    }
}
