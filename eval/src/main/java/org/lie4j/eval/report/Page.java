package org.lie4j.eval.report;

import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages that need nothing else, from templates that share a head and a style sheet. */
final class Page {
    private Page() {}

    /**
     * Fills a template.
     *
     * @param template its name, without the ending; it may include others by their names
     * @param title the page's title
     * @param content what its fields hold
     * @return the HTML text
     */
    static String of(String template, String title, Map<String, Object> content) {
        Map<String, Object> context = new LinkedHashMap<>(content);
        context.put("pageTitle", title);
        context.put("style", Resources.text("report.css"));
        return part(template, context);
    }

    /**
     * Fills a template that is no page of its own.
     *
     * @param template its name, without the ending
     * @param content what its fields hold
     * @return the HTML text
     */
    static String part(String template, Map<String, Object> content) {
        return Mustache.compiler()
                .escapeHTML(true)
                .withLoader(name -> new StringReader(source(name)))
                .compile(source(template))
                .execute(content);
    }

    private static String source(String template) {
        return Resources.text(template + ".html");
    }
}
