package io.sealpost.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * As much of an answer's body as is kept.
 *
 * @param cut whether there was or may have been more
 */
record AnswerBody(byte[] bytes, boolean cut) {
  private static final int BUFFER_BYTES = 8 * 1024;

  /** Reads to the end, to {@link Answer#MAX_BODY_BYTES} or to the failure, whichever is first. */
  static AnswerBody read(@Nullable HttpEntity entity) {
    var kept = new ByteArrayOutputStream();
    if (entity == null) {
      return new AnswerBody(kept.toByteArray(), false);
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream body = entity.getContent();
      int count;
      while ((count = body.read(buffer)) >= 0) {
        int room = Answer.MAX_BODY_BYTES - kept.size();
        kept.write(buffer, 0, Math.min(count, room));
        if (count > room) {
          return new AnswerBody(kept.toByteArray(), true);
        }
      }
      return new AnswerBody(kept.toByteArray(), false);
    } catch (IOException | RuntimeException brokenOff) {
      // The status has decided already; that the body is cut is all there is to say.
      return new AnswerBody(kept.toByteArray(), true);
    }
  }
}
