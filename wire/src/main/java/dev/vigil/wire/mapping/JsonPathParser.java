package dev.vigil.wire.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a [JsonPath] from left to right.
final class JsonPathParser {

    private static final int LONGEST = 512;
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*";
    private static final Pattern MEMBER = Pattern.compile("\\.(" + NAME + ")|\\['([^']*)']|\\[\"([^\"]*)\"]");
    private static final Pattern ELEMENT = Pattern.compile("\\[(-?\\d{1,6})]");
    private static final Pattern EVERY = Pattern.compile("\\[\\*]|\\.\\*");
    private static final Pattern WHERE = Pattern.compile("\\[\\?\\(?@((?:\\." + NAME
            + ")+)\\s*==\\s*(?:'([^']*)'|\"([^\"]*)\"|(-?[\\d.]+|true|false))\\)?]");

    private final String text;
    private final List<JsonPath.Step> steps = new ArrayList<>();
    private int at = 1;

    JsonPathParser(String text) {
        this.text = text;
    }

    JsonPath parse() {
        if (text.length() > LONGEST || !(text.startsWith("$") || text.startsWith("@"))) {
            throw new IllegalArgumentException("must be a path of at most " + LONGEST
                    + " characters that begins with $ (the message) or @ (the part that each selects)");
        }
        while (at < text.length()) {
            steps.add(step());
        }
        return new JsonPath(text, text.startsWith("$"), steps);
    }

    private JsonPath.Step step() {
        Matcher found = next(MEMBER);
        if (found.lookingAt()) {
            return new JsonPath.Step.Member(group(consumed(found)));
        }
        found = next(ELEMENT);
        if (found.lookingAt()) {
            return new JsonPath.Step.Element(Integer.parseInt(consumed(found).group(1)));
        }
        found = next(EVERY);
        if (found.lookingAt()) {
            consumed(found);
            return new JsonPath.Step.Every();
        }
        found = next(WHERE);
        if (found.lookingAt()) {
            String members = consumed(found).group(1).substring(1);
            String value = found.group(2) != null ? found.group(2)
                    : found.group(3) != null ? found.group(3) : found.group(4);
            return new JsonPath.Step.Where(List.of(members.split("\\.", -1)), value);
        }
        throw new IllegalArgumentException("is no path at character " + (at + 1)
                + ": .name, ['name'], [0], [*] and [?@.name=='value'] are understood");
    }

    private Matcher next(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private Matcher consumed(Matcher found) {
        at = found.end();
        return found;
    }

    private static String group(Matcher found) {
        for (int i = 1; i < found.groupCount(); i++) {
            if (found.group(i) != null) {
                return found.group(i);
            }
        }
        return found.group(found.groupCount());
    }
}
