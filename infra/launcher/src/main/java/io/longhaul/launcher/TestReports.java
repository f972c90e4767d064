package io.longhaul.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The sum of Surefire's reports.
 *
 * @param passed number of tests
 * @param failed names of tests that failed or broke
 * @param skipped tests that were skipped, with their reasons
 */
record TestReports(int passed, List<String> failed, List<Skipped> skipped) {

    /**
     * A test that did not run.
     *
     * @param test class and method
     * @param reason as the test gives it; may be empty
     */
    record Skipped(String test, String reason) {}

    TestReports {
        failed = List.copyOf(failed);
        skipped = List.copyOf(skipped);
    }

    /** All reports of the modules below {@code checkout}. */
    static TestReports read(Path checkout) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.find(checkout, 6, (path, attributes) -> isReport(checkout.relativize(path)))) {
            files = walk.sorted().toList();
        }
        int passed = 0;
        List<String> failed = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Path file : files) {
            NodeList cases = parse(file).getElementsByTagName("testcase");
            for (int index = 0; index < cases.getLength(); index++) {
                Element test = (Element) cases.item(index);
                String name = test.getAttribute("classname") + "." + test.getAttribute("name");
                if (has(test, "failure") || has(test, "error")) {
                    failed.add(name);
                } else if (has(test, "skipped")) {
                    Element reason =
                            (Element) test.getElementsByTagName("skipped").item(0);
                    skipped.add(new Skipped(name, reason.getAttribute("message")));
                } else {
                    passed++;
                }
            }
        }
        return new TestReports(passed, failed, skipped);
    }

    private static boolean isReport(Path relative) {
        String text = relative.toString();
        return text.contains("target/surefire-reports/TEST-") && text.endsWith(".xml") && !text.startsWith(".");
    }

    private static boolean has(Element test, String kind) {
        return test.getElementsByTagName(kind).getLength() > 0;
    }

    private static Document parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("unreadable report " + file + ": " + e.getMessage(), e);
        }
    }
}
