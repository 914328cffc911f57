"""Office files: zips whose bytes depend on nothing but what is in them."""

import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)


def repacked(raw: bytes) -> bytes:
    """Return a zip with its entries in order and dated alike: equal contents are equal bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
