package dev.bochner.experiments.figures;

import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes a JFreeChart as SVG through Batik's implementation of Java 2D. This needs fonts, but no display. */
final class SvgFile {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final int WIDTH = 680;

    static {
        // Otherwise slanted text becomes the outlines of its letters, 5 KB a word, and can be neither searched nor
        // copied.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private SvgFile() {}

    /**
     * Draws a chart.
     *
     * @param height in pixels; the width is {@value #WIDTH}
     * @return the text of the file, the same for the same chart where the fonts are the same
     */
    static String of(JFreeChart chart, int height) {
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        Element root = graphics.getRoot();
        Element title = root.getOwnerDocument().createElementNS(NAMESPACE, "title");
        title.setTextContent(chart.getTitle().getText());
        root.insertBefore(title, root.getFirstChild());
        root.setAttribute("viewBox", "0 0 " + WIDTH + " " + height);
        root.setAttribute("role", "img");
        return text(root);
    }

    /** Not by Batik's own writer, whose document type makes XML parsers ask the network for a DTD. */
    private static String text(Element root) {
        StringWriter text = new StringWriter();
        try {
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(root), new StreamResult(text));
        } catch (TransformerException e) {
            throw new IllegalStateException("The JDK's XML writer failed", e);
        }
        return text.toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser is missing", e);
        }
    }
}
