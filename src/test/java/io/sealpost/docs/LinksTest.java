package io.sealpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who follows a link in one of the pages arrives. */
class LinksTest {
  /** Pages that texts in code and in other pages name without linking them. */
  private static final Pattern NAMED = Pattern.compile("\\bdocs/[a-z0-9/-]+\\.md\\b");

  @Test
  void everyLinkLeadsToAFileAndASection() throws IOException {
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Page page : Page.all()) {
      for (Page.Link link : page.links()) {
        if (link.isRelative()) {
          followed++;
          if (!leadsSomewhere(page, link)) {
            broken.add(page.file() + ": " + link.target());
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(followed).isGreaterThan(20);
  }

  @Test
  void everyPageThatIsNamedIsThere() throws IOException {
    for (Page page : Page.all()) {
      NAMED
          .matcher(page.text())
          .results()
          .forEach(named -> assertThat(Path.of(named.group())).as("%s", page.file()).exists());
    }
  }

  private static boolean leadsSomewhere(Page from, Page.Link link) {
    Path file =
        link.path().isEmpty() ? from.file() : from.file().resolveSibling(link.path()).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return link.anchor().isEmpty() || Page.of(file).anchors().contains(link.anchor());
  }
}
