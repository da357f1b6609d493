package io.apogeemq.nodes;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a running cluster (one NameServer, one broker) that all test classes of a run share: for tests that neither
 * stop a node nor depend on what others leave there.
 */
public final class SharedCluster implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedCluster.class))
                .computeIfAbsent(
                        Cluster.class,
                        key -> new Cluster(Places.empty("shared"), 1)
                                .brokerSetting("enablePropertyFilter", "true")
                                .start(),
                        Cluster.class);
    }
}
