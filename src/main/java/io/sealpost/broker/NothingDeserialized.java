package io.sealpost.broker;

import org.apache.activemq.artemis.jms.client.ConnectionFactoryOptions;

/** Bodies of object messages are not looked into. Should anybody try, nothing is allowed. */
final class NothingDeserialized implements ConnectionFactoryOptions {
  private static final String EVERYTHING = "*";

  @Override
  public String getDeserializationDenyList() {
    return EVERYTHING;
  }

  @Override
  public String getDeserializationAllowList() {
    return "";
  }

  @Override
  public void setDeserializationDenyList(String list) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setDeserializationAllowList(String list) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("removal")
  public String getDeserializationBlackList() {
    return EVERYTHING;
  }

  @Override
  @SuppressWarnings("removal")
  public String getDeserializationWhiteList() {
    return "";
  }

  @Override
  @SuppressWarnings("removal")
  public void setDeserializationBlackList(String list) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("removal")
  public void setDeserializationWhiteList(String list) {
    throw new UnsupportedOperationException();
  }
}
