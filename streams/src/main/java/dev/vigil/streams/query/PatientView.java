package dev.vigil.streams.query;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.monitor.Standing;
import dev.vigil.domain.monitor.Standing.RuleStanding;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.PaneRing;
import dev.vigil.domain.window.Tally;
import dev.vigil.streams.query.PatientQueries.Found.Here;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A patient as the query API shows them, as plain maps for JSON.
final class PatientView {

    private PatientView() {
    }

    static Map<String, Object> current(Here found) {
        CurrentPicture picture = found.standing().picture();
        Map<String, Object> body = head(found);
        body.put("vitals", picture.vitals());
        putScore(body, picture);
        body.put("plan", found.standing().planId());
        body.put("rules", rules(found.standing()));
        return body;
    }

    static Map<String, Object> score(Here found) {
        Map<String, Object> body = head(found);
        putScore(body, found.standing().picture());
        return body;
    }

    static Map<String, Object> rulesOf(Here found) {
        Map<String, Object> body = head(found);
        body.put("plan", found.standing().planId());
        body.put("rules", rules(found.standing()));
        return body;
    }

    /// Panes that overlap `[from, to)`, oldest first, and all of them together; empty ones are left out.
    static Map<String, Object> history(Here found, HistoryQuery query) {
        Duration length = query.window().grain().pane();
        Map<String, Object> body = head(found);
        body.put("vital", query.vital().key());
        if (query.vital().unit() != null) {
            body.put("unit", query.vital().unit());
        }
        body.put("window", query.window().length());
        body.put("pane", length);
        List<Pane> panes = panes(found, query, length);
        panes.stream().map(pane -> pane.tally(length)).reduce(Tally::plus)
                .ifPresent(whole -> body.put("whole", statistics(whole, query.vital())));
        body.put("panes", panes.stream().map(pane -> pane(pane, length, query.vital())).toList());
        return body;
    }

    private static List<Pane> panes(Here found, HistoryQuery query, Duration length) {
        var state = found.state().vitals().get(query.vital());
        if (state == null) {
            return List.of();
        }
        PaneRing ring = state.windows().ring(query.window().grain());
        long end = ring.newest().map(newest -> newest.index() + 1).orElse(0L);
        long until = Math.min(end, Pane.indexOf(query.to().toEpochMilli() - 1, length) + 1);
        return ring.panes(Pane.indexOf(query.from().toEpochMilli(), length), until).toList();
    }

    private static Map<String, Object> head(Here found) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("patientId", found.state().patientId());
        body.put("at", found.at());
        body.put("standby", found.standby());
        return body;
    }

    private static void putScore(Map<String, Object> body, CurrentPicture picture) {
        if (picture.score() != null) {
            body.put("score", picture.score());
        }
        if (picture.scoreRefusal() != null) {
            body.put("scoreRefusal", picture.scoreRefusal());
        }
    }

    private static List<Map<String, Object>> rules(Standing standing) {
        return standing.rules().stream().map(PatientView::rule).toList();
    }

    private static Map<String, Object> rule(RuleStanding rule) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ruleId", rule.ruleId());
        body.put("priority", rule.priority());
        switch (rule.state()) {
            case RuleState.Quiet quiet -> body.put("state", "quiet");
            case RuleState.Pending pending -> state(body, "pending", pending.since());
            case RuleState.Raised raised -> state(body, "raised", raised.startedAt());
            case RuleState.Clearing clearing -> {
                state(body, "clearing", clearing.episode().startedAt());
                body.put("clearingSince", clearing.since());
            }
        }
        if (rule.state() instanceof RuleState.Pending && rule.required() != null) {
            body.put("held", rule.held());
            body.put("required", rule.required());
            body.put("progress", "for " + seconds(rule.held()) + " of " + seconds(rule.required()) + " s");
        }
        putIfThere(body, "explanation", rule.explanation());
        return body;
    }

    private static void state(Map<String, Object> body, String state, Instant since) {
        body.put("state", state);
        body.put("since", since);
    }

    private static void putIfThere(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static Map<String, Object> pane(Pane pane, Duration length, Vital vital) {
        Instant from = Instant.ofEpochMilli(pane.index() * length.toMillis());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", from);
        body.put("to", from.plus(length));
        body.putAll(statistics(pane.tally(length), vital));
        return body;
    }

    private static Map<String, Object> statistics(Tally tally, Vital vital) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("count", tally.count());
        body.put("mean", tally.mean(vital.scale()));
        body.put("min", exact(tally.min(), vital));
        body.put("max", exact(tally.max(), vital));
        body.put("stdDev", tally.stdDev(vital.scale()));
        body.put("first", exact(tally.first().scaled(), vital));
        body.put("last", exact(tally.last().scaled(), vital));
        putIfThere(body, "coefficientOfVariation", tally.coefficientOfVariation().orElse(null));
        putIfThere(body, "ranges", tally.ranges());
        return body;
    }

    private static BigDecimal exact(long scaled, Vital vital) {
        return BigDecimal.valueOf(scaled, vital.scale());
    }
}
