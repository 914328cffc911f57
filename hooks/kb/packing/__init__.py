"""The site as one file: what goes in, its sums, and whether what arrived is what was sent.

SHA256SUMS.txt      sum and path of every other file, as `sha256sum -c` reads it
开始阅读.html       which edition, which version; leads to the site
说明.txt            the same, and how to open it, for Notepad
site/               the site
builder/            only with `--with-builder`: what makes the site
"""
