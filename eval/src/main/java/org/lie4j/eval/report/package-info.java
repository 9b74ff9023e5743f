/** Results as JSON, as a table for the console, as Markdown and as one self-contained page. */
package org.lie4j.eval.report;
