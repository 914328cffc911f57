"""From words to links: what a citation means, who cites what, what became of an article.

`recognition` finds citations in pages, `catalog` and `resolving` say what they mean, `mentions` is
the link graph, `terms` finds the words of the glossary, `versions` and `comparing` hold two versions
of a rule against each other, `cards` writes what is shown of a link before it is followed.
"""
