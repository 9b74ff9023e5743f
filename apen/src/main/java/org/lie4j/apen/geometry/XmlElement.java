package org.lie4j.apen.geometry;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an XML file: attributes and elements within, without text. Nothing outside the file is ever looked up. */
final class XmlElement {
    private static final int MAX_DEPTH = 100;

    private final String format;
    private final String name;
    private final int line;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<XmlElement> children = new ArrayList<>();

    private XmlElement(String format, String name, int line) {
        this.format = format;
        this.name = name;
        this.line = line;
    }

    static XmlElement read(InputStream in, String format, String root) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = null;
        try {
            reader = factory.createXMLStreamReader(in);
            reader.nextTag();
            XmlElement element = element(reader, format, 0);
            if (!element.name.equals(root)) {
                throw new MalformedFileException(format, "line 1", "an element " + root, element.name);
            }
            while (reader.hasNext()) {
                reader.next();
            }
            return element;
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            MalformedFileException broken = new MalformedFileException(
                    format,
                    "line " + line,
                    "XML",
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
            broken.initCause(e);
            throw broken;
        } finally {
            close(reader);
        }
    }

    private static void close(XMLStreamReader reader) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (XMLStreamException e) {
            // Frees memory alone; the stream is the caller's.
        }
    }

    private static XmlElement element(XMLStreamReader reader, String format, int depth)
            throws XMLStreamException, MalformedFileException {
        int line = reader.getLocation().getLineNumber();
        XmlElement element = new XmlElement(format, reader.getLocalName(), line);
        if (depth > MAX_DEPTH) {
            throw element.malformed("at most " + MAX_DEPTH + " levels", "more");
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                element.children.add(element(reader, format, depth + 1));
            }
        }
        return element;
    }

    MalformedFileException malformed(String expected, String actual) {
        return new MalformedFileException(format, "line " + line + ", " + name, expected, actual);
    }

    /** All elements of this name within, which may be none. */
    List<XmlElement> all(String child) {
        return children.stream().filter(c -> c.name.equals(child)).toList();
    }

    /** The elements of a name within the one element of another name, none if that is missing. */
    List<XmlElement> all(String list, String child) {
        List<XmlElement> lists = all(list);
        return lists.isEmpty() ? List.of() : lists.get(0).all(child);
    }

    XmlElement one(String child) throws MalformedFileException {
        List<XmlElement> found = all(child);
        if (found.size() != 1) {
            throw malformed("one element " + child, String.valueOf(found.size()));
        }
        return found.get(0);
    }

    boolean has(String attribute, String value) {
        return value.equals(attributes.get(attribute));
    }

    String text(String attribute) throws MalformedFileException {
        String value = attributes.get(attribute);
        if (value == null) {
            throw malformed("an attribute " + attribute, "none");
        }
        return value;
    }

    double number(String attribute) throws MalformedFileException {
        String text = text(attribute);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw malformed("a finite number " + attribute, text);
        }
        return value;
    }

    /** A whole number from 0 to end - 1. */
    int index(String attribute, int end) throws MalformedFileException {
        double value = number(attribute);
        if (!(value >= 0 && value < end && value == Math.rint(value))) {
            throw malformed(attribute + " from 0 to " + (end - 1), text(attribute));
        }
        return (int) value;
    }

    double[] vector() throws MalformedFileException {
        return new double[] {number("x"), number("y"), number("z")};
    }
}
