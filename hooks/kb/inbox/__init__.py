"""Word in, by a folder: templates that editors fill in, and the pages that they become.

    form ─template→ .docx ─(a person)→ .docx ─filled→ Filled ─page→ Markdown ─judge→ Outcome

A `Form` says what is asked; the same names are written into the template and looked for in the
file that comes back. Only `folder` touches the disk.
"""
