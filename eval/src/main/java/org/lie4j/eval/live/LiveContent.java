package org.lie4j.eval.live;

/** What a {@link LiveServer} shows. Asked by several threads. */
public interface LiveContent {
    /**
     * The whole page.
     *
     * @return HTML text that refers to nothing but {@code now}
     */
    String page();

    /**
     * The part of the page that changes.
     *
     * @return HTML text
     */
    String now();

    /**
     * The same for programs.
     *
     * @return JSON text
     */
    String json();
}
