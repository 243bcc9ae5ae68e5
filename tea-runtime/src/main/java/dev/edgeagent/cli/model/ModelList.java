package dev.edgeagent.cli.model;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.llm.ModelLocator.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where models are looked for, and which one is taken where nothing else is said.
 *
 * @param taken null if there is none, or it cannot be told which
 * @param why there is none; empty if there is one
 */
public record ModelList(List<Place> places, @Nullable Path taken, String why) {

  public ModelList {
    places = List.copyOf(places);
  }

  /**
   * @throws ModelException if a place cannot be read
   */
  public static ModelList of(ModelLocator locator) throws ModelException {
    List<Place> places = locator.places();
    try {
      return new ModelList(places, locator.locate(null, null), "");
    } catch (ModelException e) { // several models, or none: the list shows which
      return new ModelList(places, null, e.getMessage() + "\n  Fix: " + e.fix());
    }
  }

  /** The place that a model was found at. */
  public String placeOf(Path model) {
    return places.stream()
        .filter(place -> place.models().contains(model))
        .map(Place::name)
        .findFirst()
        .orElse("TEA_MODEL_PATH"); // the one that an AppImage sets to its own model
  }

  /** The places in their order, with a mark at the model that is taken. */
  public String text() {
    var text = new StringBuilder();
    for (Place place : places) {
      text.append(place.name()).append(place.models().isEmpty() ? ": none\n" : ":\n");
      place
          .models()
          .forEach(
              model -> text.append(model.equals(taken) ? "* " : "  ").append(model).append('\n'));
    }
    return text.toString();
  }

  /** The same as an object. */
  public String json() {
    List<Object> all = new ArrayList<>();
    for (Place place : places) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("place", place.name());
      one.put("models", place.models().stream().map(Path::toString).toList());
      all.add(one);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("taken", taken == null ? null : taken.toString());
    map.put("places", all);
    return Json.pretty(map) + "\n";
  }
}
