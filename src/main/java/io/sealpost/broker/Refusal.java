package io.sealpost.broker;

/**
 * Why a message cannot be worked on. Trying again would not help.
 *
 * @param code becomes {@code sealpostReason}
 * @param text what is wrong and what the producer can do; never a part of the body
 */
public record Refusal(String code, String text) {}
