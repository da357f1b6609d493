package org.apache.rocketmq.logging.org.slf4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Makes loggers that hand on to those of SLF4J. */
public final class LoggerFactory {

    private LoggerFactory() {}

    public static Logger getLogger(String name) {
        return wrap(org.slf4j.LoggerFactory.getLogger(name));
    }

    public static Logger getLogger(Class<?> clazz) {
        return getLogger(clazz.getName());
    }

    private static Logger wrap(org.slf4j.Logger logger) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(logger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
