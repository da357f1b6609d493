package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys of RocketMQ's access control 2.0 beside the two that switch it on.
 */
final class AuthKeys {
    private AuthKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .int32("aclCacheExpiredSecond", 600, "cache")
                .int32("aclCacheMaxNum", 1000, "cache")
                .int32("aclCacheRefreshSecond", 60, "cache")
                .absent("authConfigPath", "set by the process: <storePathRootDir>/config")
                .absent("authenticationMetadataProvider", "class, e.g. ...provider.LocalAuthenticationMetadataProvider")
                .absent(
                        "authenticationProvider",
                        "class; broker default org.apache.rocketmq.auth.authentication.provider.DefaultAuthenticationProvider")
                .absent("authenticationStrategy", "class; stateless by default")
                .absent("authenticationWhitelist", "request codes not checked, comma list")
                .absent("authorizationMetadataProvider", "class")
                .absent("authorizationProvider", "class")
                .absent("authorizationStrategy", "class")
                .absent("authorizationWhitelist", "request codes not checked")
                .absent("clusterName", "set by the process")
                .absent("configName", "set by the process")
                .absent(
                        "initAuthenticationUser",
                        "JSON {\"username\":\"...\",\"password\":\"...\"} super user created at start")
                .absent(
                        "innerClientAuthenticationCredentials",
                        "JSON {\"accessKey\":\"...\",\"secretKey\":\"...\"} for broker-to-broker calls")
                .bool("migrateAuthFromV1Enabled", false, "read plain_acl.yml at start")
                .int32("statefulAuthenticationCacheExpiredSecond", 60, "cache")
                .int32("statefulAuthenticationCacheMaxNum", 10_000, "cache")
                .int32("statefulAuthorizationCacheExpiredSecond", 60, "cache")
                .int32("statefulAuthorizationCacheMaxNum", 10_000, "cache")
                .int32("userCacheExpiredSecond", 600, "cache")
                .int32("userCacheMaxNum", 1000, "cache")
                .int32("userCacheRefreshSecond", 60, "cache")
                .list();
    }
}
