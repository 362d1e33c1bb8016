package io.sealpost.cli;

import io.sealpost.activation.DeliveryId;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.PropertyNames;
import io.sealpost.configuration.NearestName;
import java.util.List;
import java.util.Map;

/** Holds the options {@code --property} against the message contract: what it says is sent. */
final class MessageProperties {
  private MessageProperties() {}

  /** Ends the command where one of them would make the message a dead one. */
  static void check(Map<String, String> properties, List<String> allowed) {
    properties.forEach(
        (name, value) -> {
          if (!allowed.contains(name)) {
            throw CommandException.unusable(
                "There is no property '%s' here: %s"
                    .formatted(name, NearestName.suggestion(name, allowed)),
                null);
          }
          if (name.equals(PropertyNames.PRODUCER_DELIVERY_ID)) {
            checkDeliveryId(value);
          }
          checkLength("property " + name, value);
        });
  }

  static void checkDeliveryId(String id) {
    if (!DeliveryId.isAccepted(id)) {
      throw CommandException.unusable(
          "The deliveryId '%s' is not 1 to 64 letters, digits, _ or -.".formatted(id), null);
    }
  }

  /** Exactly the limit is accepted. */
  static void checkLength(String what, String value) {
    if (value.length() > JmsMessages.MAX_PROPERTY_LENGTH) {
      throw CommandException.unusable(
          "The %s has %d characters; at most %d are allowed."
              .formatted(what, value.length(), JmsMessages.MAX_PROPERTY_LENGTH),
          null);
    }
  }
}
