package org.apache.rocketmq.remoting.protocol.body;

/** A user of a broker. */
public class UserInfo {
    private String username;
    private String password;
    private String userType;
    private String userStatus;

    public UserInfo() {}

    public static UserInfo of(String username, String password, String userType) {
        return of(username, password, userType, null);
    }

    public static UserInfo of(String username, String password, String userType, String userStatus) {
        UserInfo user = new UserInfo();
        user.username = username;
        user.password = password;
        user.userType = userType;
        user.userStatus = userStatus;
        return user;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getUserType() {
        return userType;
    }

    public void setUserType(String userType) {
        this.userType = userType;
    }

    public String getUserStatus() {
        return userStatus;
    }

    public void setUserStatus(String userStatus) {
        this.userStatus = userStatus;
    }
}
