package dev.vigil.app.config;

import java.util.List;

/// The configuration is wrong; each problem is one line for an operator, and all are told at once.
public final class ConfigurationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigurationRefused(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
