"""Official texts as rule pages, in three layers that know nothing of each other's insides.

    file ─readers→ Document (blocks of plain text) ─law→ Law (title, dates, articles) ─page→ Markdown

`plan` puts many laws and the rules that are there already together: ids, codes, `versions`; what a
page is before it is written is a `Draft`. Nothing here prints, and nothing but `plan.write` writes.
"""
