package io.apogeemq.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the machine and its user say before any file does. Defaults come from here, so a test or a simulated process
 * brings its own.
 *
 * @param rocketmqHome from {@code -Drocketmq.home.dir} or ROCKETMQ_HOME; empty when neither is set
 * @param namesrvAddr from {@code -Drocketmq.namesrv.addr} or NAMESRV_ADDR; empty when neither is set
 * @param userHome where stores lie by default
 * @param askHostName for the default broker name; the system may ask a server of names
 * @param ownAddress the default address to register
 * @param cpus processors, by which RocketMQ sizes its pools
 * @param configFile given with {@code -c}; empty without
 * @param tls the {@code tls.*} properties of the process and of its TLS file
 * @param diskRatios the {@code rocketmq.broker.diskSpace*} properties of the process
 */
public record Environment(
        String rocketmqHome,
        String namesrvAddr,
        String userHome,
        Supplier<String> askHostName,
        String ownAddress,
        int cpus,
        String configFile,
        Map<String, String> tls,
        Map<String, String> diskRatios) {
    private static final String DISK_RATIO_PREFIX = "rocketmq.broker.diskSpace";

    public Environment {
        tls = Map.copyOf(tls);
        diskRatios = Map.copyOf(diskRatios);
    }

    /** Of a process without properties for its disk. */
    public Environment(
            String rocketmqHome,
            String namesrvAddr,
            String userHome,
            String hostName,
            String ownAddress,
            int cpus,
            String configFile,
            Map<String, String> tls) {
        this(rocketmqHome, namesrvAddr, userHome, () -> hostName, ownAddress, cpus, configFile, tls, Map.of());
    }

    /** Of the running process. */
    public static Environment ofThisProcess() {
        Map<String, String> system = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> system.put(name, System.getProperty(name)));
        return new Environment(
                system.getOrDefault("rocketmq.home.dir", System.getenv().getOrDefault("ROCKETMQ_HOME", "")),
                system.getOrDefault("rocketmq.namesrv.addr", System.getenv().getOrDefault("NAMESRV_ADDR", "")),
                system.getOrDefault("user.home", ""),
                OwnHost::name,
                OwnHost.address(),
                Runtime.getRuntime().availableProcessors(),
                "",
                TlsProperties.of(system),
                diskRatios(system));
    }

    private static Map<String, String> diskRatios(Map<String, String> system) {
        Map<String, String> found = new HashMap<>(system);
        found.keySet().removeIf(name -> !name.startsWith(DISK_RATIO_PREFIX));
        return found;
    }

    public Environment withConfigFile(String file) {
        return new Environment(
                rocketmqHome, namesrvAddr, userHome, askHostName, ownAddress, cpus, file, tls, diskRatios);
    }

    /** The default broker name. */
    public String hostName() {
        return askHostName.get();
    }
}
