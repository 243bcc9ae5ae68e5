package dev.edgeagent.template;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * How a template is read and rendered. The names are Jinja2's.
 *
 * @param trimBlocks drop the newline after a block tag
 * @param lstripBlocks drop the white space before a block tag that stands alone on its line
 * @param keepTrailingNewline keep the newline at the end of the template
 * @param strictUndefined using an undefined value is an error, except in {@code is defined} and
 *     {@code default}; else it prints nothing
 * @param flavor what differs beyond the standard language
 * @param filters additional filters by name
 * @param limits what one rendering may use
 * @param clock the time for {@code strftime_now}; null for the system's, which is not looked up
 *     before it is needed (time zones load slowly)
 */
public record TemplateOptions(
    boolean trimBlocks,
    boolean lstripBlocks,
    boolean keepTrailingNewline,
    boolean strictUndefined,
    Flavor flavor,
    Map<String, TemplateFilter> filters,
    Limits limits,
    Clock clock) {

  /** The dialects of the places that templates come from. */
  public enum Flavor {
    /** Jinja2 as it comes. */
    JINJA,
    /**
     * A model's chat template as Hugging Face transformers renders it: plain {@code tojson}, {@code
     * raise_exception}, {@code strftime_now}.
     */
    CHAT,
    /**
     * A workflow's: missing keys of maps reached from the context are None, keys shadow methods;
     * filters {@code json} and {@code sha256}.
     */
    WORKFLOW
  }

  public TemplateOptions {
    filters = Map.copyOf(filters);
  }

  /** Jinja2's own defaults. */
  public static TemplateOptions jinja() {
    return new TemplateOptions(
        false, false, false, false, Flavor.JINJA, Map.of(), Limits.STANDARD, null);
  }

  /** For chat templates of models: trimmed blocks, lenient undefined values. */
  public static TemplateOptions chat() {
    return new TemplateOptions(
        true, true, false, false, Flavor.CHAT, Map.of(), Limits.STANDARD, null);
  }

  /** For the values in workflows: strict undefined values, newlines as written. */
  public static TemplateOptions workflow() {
    return new TemplateOptions(
        false, false, true, true, Flavor.WORKFLOW, Map.of(), Limits.STANDARD, null);
  }

  public TemplateOptions withFilter(String name, TemplateFilter filter) {
    Map<String, TemplateFilter> more = new HashMap<>(filters);
    more.put(name, filter);
    return new TemplateOptions(
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        strictUndefined,
        flavor,
        more,
        limits,
        clock);
  }

  public TemplateOptions withLimits(Limits limits) {
    return new TemplateOptions(
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        strictUndefined,
        flavor,
        filters,
        limits,
        clock);
  }

  public TemplateOptions withClock(Clock clock) {
    return new TemplateOptions(
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        strictUndefined,
        flavor,
        filters,
        limits,
        clock);
  }

  public TemplateOptions withStrictUndefined(boolean strict) {
    return new TemplateOptions(
        trimBlocks, lstripBlocks, keepTrailingNewline, strict, flavor, filters, limits, clock);
  }

  public TemplateOptions withBlocks(boolean trim, boolean lstrip) {
    return new TemplateOptions(
        trim, lstrip, keepTrailingNewline, strictUndefined, flavor, filters, limits, clock);
  }
}
