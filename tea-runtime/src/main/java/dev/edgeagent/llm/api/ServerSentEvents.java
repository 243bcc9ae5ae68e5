package dev.edgeagent.llm.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events, cut into pieces anywhere (WHATWG HTML, 9.2.6). Only the data of an event
 * matters here; an event that no empty line ends is none.
 */
final class ServerSentEvents {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isFirstLine = true;
  private boolean isAfterCr;
  private @Nullable StringBuilder data;

  /** Takes the next bytes, and returns the data of each event that they complete. */
  List<String> feed(byte[] bytes) {
    List<String> events = new ArrayList<>();
    for (byte b : bytes) {
      if (b == '\n' && isAfterCr) {
        isAfterCr = false; // the second half of a CRLF
        continue;
      }
      isAfterCr = b == '\r';
      if (b == '\r' || b == '\n') { // neither is ever a part of another character in UTF-8
        endLine(events);
      } else {
        line.write(b);
      }
    }
    return events;
  }

  private void endLine(List<String> events) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (isFirstLine && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    isFirstLine = false;
    if (!text.isEmpty()) {
      take(text);
    } else if (data != null) {
      events.add(data.toString());
      data = null;
    }
  }

  private void take(String text) {
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    if (!field.equals("data")) {
      return; // a comment, or a field that says nothing here
    }
    String value = colon < 0 ? "" : text.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    if (data == null) {
      data = new StringBuilder(value);
    } else {
      data.append('\n').append(value);
    }
  }
}
