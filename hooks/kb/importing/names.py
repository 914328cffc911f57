"""What a rule is called on the site: ids and families in ASCII, made from its title alone."""

from hashlib import sha256

from kb.linking.catalog import plain_name
from kb.new import syllables

_SYLLABLES = 12


def slug(name: str) -> str:
    """Return a title in pinyin; a long one is cut and told apart by a digest of the whole.

    >>> slug("中华人民共和国预算法")
    'yu-suan-fa'
    """
    words = syllables(plain_name(name))
    if len(words) <= _SYLLABLES and words:
        return "-".join(words)
    return told_apart("-".join(words[:_SYLLABLES]) or "gui-ze", name)


def told_apart(identifier: str, name: str) -> str:
    """Return `identifier` made unlike that of another title with the same sound."""
    return f"{identifier}-{sha256(plain_name(name).encode()).hexdigest()[:6]}"
