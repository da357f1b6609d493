package io.apogeemq.broker.replication;

/** What a slave learns about its master's log when it looks for the place up to which both are the same. On the connection's loop. */
interface CommonEnd {

    /** The logs differ at that position; they are the same from where they were compared up to there. */
    void differ(long comparedFrom, long at);

    /** The master's log ends there, before this one; they are the same from where they were compared up to there. */
    void masterEnds(long comparedFrom, long at);

    /** This log is empty, and the master begins to send at that position. */
    void masterSendsFrom(long position);

    /** For now the master has nothing that is not here. */
    void caughtUp();

    /** The connection has ended. */
    void gone(String why);
}
