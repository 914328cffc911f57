"""Lines of a rule that begin a block of their own."""

from kb.kinds import Kind
from kb.provisions import ARTICLE, ITEM
from markdown.preprocessors import Preprocessor


class ProvisionLines(Preprocessor):
    """Sets a blank line before each article and item of a rule.

    Official texts are often pasted without blank lines; Markdown would join their lines.
    """

    kind: Kind = Kind.PAGE

    def run(self, lines: list[str]) -> list[str]:
        """Return `lines`, with blank ones added in rules."""
        if self.kind is not Kind.RULE:
            return lines
        spaced: list[str] = []
        for line in lines:
            if ARTICLE.match(line) or ITEM.match(line):
                spaced.append("")
            spaced.append(line)
        return spaced
