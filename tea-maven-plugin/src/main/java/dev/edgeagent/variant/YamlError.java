package dev.edgeagent.variant;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.edgeagent.BuildFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Jackson's errors in the words of the file's author: keys and values instead of classes and
 * creators.
 */
final class YamlError {
  private static final Pattern MISSING =
      Pattern.compile("Missing required creator property '([^']+)'.*");
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']+)'.*");

  private final YamlPositions positions;

  YamlError(YamlPositions positions) {
    this.positions = positions;
  }

  BuildFailure translate(JacksonException error) {
    if (!(error instanceof JsonMappingException mapping)) {
      return unparsable(error);
    }
    List<Object> path = path(mapping);
    if (mapping instanceof UnrecognizedPropertyException unknown) {
      return unknownKey(path, unknown);
    }
    Optional<InvalidValue> refused = refusal(mapping);
    if (refused.isPresent()) {
      return positions.failure(path, refused.get().getMessage(), refused.get().fix());
    }
    Matcher missing = MISSING.matcher(mapping.getOriginalMessage());
    if (missing.lookingAt()) {
      return positions.failure(path, "'" + missing.group(1) + "' is missing", "add it");
    }
    String key = path.isEmpty() ? "the document" : "'" + lastKey(path) + "'";
    if (mapping instanceof InvalidNullException) {
      return positions.failure(path, key + " has no value", "give it one, or remove the line");
    }
    if (mapping instanceof InvalidFormatException format) {
      return positions.failure(
          path,
          key + " is '" + format.getValue() + "', but must be " + kind(format.getTargetType()),
          "correct the value");
    }
    if (mapping instanceof MismatchedInputException mismatch) {
      return positions.failure(
          path, key + " must be " + kind(mismatch.getTargetType()), "correct the value");
    }
    return positions.failure(path, mapping.getOriginalMessage(), "correct the value");
  }

  private BuildFailure unparsable(JacksonException error) {
    Matcher duplicate = DUPLICATE.matcher(error.getOriginalMessage());
    JsonLocation location = error.getLocation();
    return duplicate.lookingAt()
        ? positions.failure(
            location.getLineNr(),
            location.getColumnNr(),
            "'" + duplicate.group(1) + "' is here for the second time",
            "keep one of the two")
        : positions.failure(
            location.getLineNr(),
            location.getColumnNr(),
            error.getOriginalMessage(),
            "correct the line");
  }

  private BuildFailure unknownKey(List<Object> path, UnrecognizedPropertyException unknown) {
    String key = unknown.getPropertyName();
    Collection<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
    return positions.failure(
        path,
        "there is no key '" + key + "' here",
        NearestName.of(key, known)
            .map(nearest -> "did you mean '" + nearest + "'?")
            .orElseGet(
                () -> "use one of " + known.stream().sorted().collect(Collectors.joining(", "))));
  }

  private static Optional<InvalidValue> refusal(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidValue refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  private static List<Object> path(JsonMappingException error) {
    List<Object> path = new ArrayList<>();
    for (JsonMappingException.Reference step : error.getPath()) {
      path.add(step.getFieldName() != null ? step.getFieldName() : (Object) step.getIndex());
    }
    return path;
  }

  private static Object lastKey(List<Object> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof String) {
        return path.get(i);
      }
    }
    return path.get(path.size() - 1);
  }

  private static String kind(Class<?> type) {
    if (type == long.class || type == int.class) {
      return "a whole number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == String.class) {
      return "a text";
    }
    return "a mapping of keys to values";
  }
}
