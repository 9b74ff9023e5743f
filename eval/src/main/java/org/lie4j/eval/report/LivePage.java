package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lie4j.eval.live.LiveContent;
import org.lie4j.eval.run.LearningCurve;
import org.lie4j.eval.run.RunLog;

/** A run while it goes on, as a page that asks for its own middle part again every second, and as JSON. The charts are the report's. */
public final class LivePage implements LiveContent {
    private final RunLog log;

    /**
     * A page about a run.
     *
     * @param log asked whenever the page is
     */
    public LivePage(RunLog log) {
        this.log = log;
    }

    /** {@inheritDoc} It asks for its middle part every second until the run has ended. */
    @Override
    public String page() {
        RunLog.Snapshot now = log.snapshot();
        return Page.of("live", now.title(), Map.of("title", now.title(), "now", now(now)));
    }

    @Override
    public String now() {
        return now(log.snapshot());
    }

    /**
     * The run's state for programs.
     *
     * @return a {@link RunLog.Snapshot} as JSON
     */
    @Override
    public String json() {
        return Metrics.toJson(log.snapshot());
    }

    private static String now(RunLog.Snapshot s) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("state", s.state().name().toLowerCase(java.util.Locale.ROOT));
        context.put("lead", lead(s));
        context.put("note", s.note());
        context.put("elapsed", Format.duration(s.elapsedSeconds()));
        context.put(
                "remaining",
                s.remainingSeconds() == null ? "" : ", about " + Format.duration(s.remainingSeconds()) + " left");
        context.put("share", share(s));
        context.put("current", s.current() == null ? List.of() : List.of(current(s.current())));
        List<Map<String, Object>> charts = charts(s);
        context.put("hasCurves", !charts.isEmpty());
        context.put("legend", ReportCharts.legend(List.copyOf(s.curves().keySet())));
        context.put("charts", charts);
        context.put("hasFinished", !s.finished().isEmpty());
        context.put("finished", s.finished().stream().map(LivePage::finished).toList());
        return Page.part("now", context);
    }

    private static String lead(RunLog.Snapshot s) {
        String of = s.finished().size() + " of " + s.trainings() + (s.trainings() == 1 ? " training" : " trainings");
        return switch (s.state()) {
            case RUNNING -> of + " done.";
            case FINISHED -> "Finished: " + of + ".";
            case STOPPED -> "Stopped after " + of + ".";
        };
    }

    /** Of the whole run; a test counts as the end of its training. */
    private static String share(RunLog.Snapshot s) {
        double current = s.current() == null
                ? 0
                : s.current().testing() ? 1 : s.current().share();
        return Format.number(Math.min(1, (s.finished().size() + current) / Math.max(1, s.trainings())), 4);
    }

    private static Map<String, Object> current(RunLog.Current c) {
        return Map.of(
                "name",
                c.name(),
                "where",
                where(c),
                "share",
                Format.number(c.share(), 4),
                "loss",
                c.loss() == null ? "–" : Format.number(c.loss(), 3),
                "accuracy",
                c.accuracy() == null ? "–" : Format.number(100 * c.accuracy(), 1) + "%",
                "remaining",
                c.remainingSeconds() == null || c.share() == 1
                        ? "–"
                        : "about " + Format.duration(c.remainingSeconds()));
    }

    private static String where(RunLog.Current c) {
        if (c.testing()) {
            return c.share() < 1
                    ? "testing, " + Format.number(100 * c.share(), 0) + "% of the images"
                    : "tested; how equivariant it is is being measured";
        }
        return c.epoch() == 0
                ? "preparing"
                : "epoch " + c.epoch() + " of " + c.epochs() + ", batch " + Format.count(c.batch()) + " of "
                        + Format.count(c.batches());
    }

    private static Map<String, Object> finished(RunLog.Finished f) {
        return Map.of(
                "name",
                f.name(),
                "values",
                List.of(
                        Format.percent(f.upright()),
                        Format.percent(f.affnistRecipe()),
                        Format.percent(f.homnistRecipe()),
                        Format.duration(f.trainSeconds()) + (f.before() ? ", earlier" : "")));
    }

    private static List<Map<String, Object>> charts(RunLog.Snapshot s) {
        // A training that went astray has no finite loss: the others are still worth a look.
        List<LearningCurve.Point> all = s.curves().values().stream()
                .flatMap(List::stream)
                .filter(p -> Double.isFinite(p.loss()))
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        double last = all.stream().mapToDouble(LearningCurve.Point::epoch).max().orElse(1);
        double most = all.stream().mapToDouble(LearningCurve.Point::loss).max().orElse(1);
        double least =
                all.stream().mapToDouble(LearningCurve.Point::accuracy).min().orElse(0);
        Axis x = Axis.covering("epochs", 0, last, 5, v -> Format.number(v, 2));
        Axis loss = Axis.covering("loss", 0, most, 5, v -> Format.number(v, 4));
        Axis accuracy = Axis.accuracy("accuracy", least, 5);
        return List.of(
                chart("Training loss", x, loss, lines(s, LearningCurve.Point::loss)),
                chart("Training accuracy", x, accuracy, lines(s, LearningCurve.Point::accuracy)));
    }

    private static Map<String, Object> chart(String title, Axis x, Axis y, List<LineChart.Line> lines) {
        return Map.of("title", title, "svg", LineChart.draw(title + " while it is measured", x, y, lines));
    }

    private static List<LineChart.Line> lines(RunLog.Snapshot s, ToDoubleFunction<LearningCurve.Point> value) {
        List<Map.Entry<String, List<LearningCurve.Point>>> curves =
                new ArrayList<>(s.curves().entrySet());
        return IntStream.range(0, curves.size())
                .mapToObj(i -> new LineChart.Line(
                        curves.get(i).getKey(),
                        i,
                        false,
                        curves.get(i).getValue().stream()
                                .filter(p -> Double.isFinite(p.loss()))
                                .map(p -> new LineChart.Point(p.epoch(), value.applyAsDouble(p), null))
                                .toList()))
                .toList();
    }
}
