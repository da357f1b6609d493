package io.apogeemq.broker;

import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.RegisterBrokerAnswer;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** As much of a NameServer as brokers of one name need to find each other. */
final class SimulatedNames {
    static final String ADDRESS = "127.0.0.1:9876";

    private final Map<Long, String> addresses = new HashMap<>();
    private String masterHa;

    SimulatedNames(Simulation simulation) throws IOException {
        SimulatedProcess process = simulation.process("names");
        Routes routes = new Routes()
                .on(RequestCode.REGISTER_BROKER, RegisterBrokerRequest.CODEC, Lane.IO, (call, broker) -> {
                    addresses.put(broker.brokerId(), broker.brokerAddress());
                    if (broker.brokerId() == 0) {
                        masterHa = broker.haAddress();
                        return done(new RegisterBrokerAnswer(null, null));
                    }
                    return done(new RegisterBrokerAnswer(masterHa, addresses.get(0L)));
                })
                .on(
                        RequestCode.GET_BROKER_CLUSTER_INFO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) ->
                                CompletableFuture.completedFuture(Reply.ok(ClusterInfo.BODY.write(new ClusterInfo(
                                        Map.of("broker-a", new BrokerRecord(addresses, "broker-a", "c", false, null)),
                                        Map.of("c", Set.of("broker-a")))))));
        new RpcServer(
                        process.network(),
                        Lanes.of(process.loop("server")),
                        RpcLimits.DEFAULT,
                        simulation.clock(),
                        HeaderEncoding.JSON)
                .listen(new InetSocketAddress(ADDRESS.split(":")[0], 9876), routes);
    }

    private static CompletableFuture<Reply> done(RegisterBrokerAnswer answer) {
        return CompletableFuture.completedFuture(Reply.ok(RegisterBrokerAnswer.CODEC, answer));
    }
}
