"""What was made once and is not made again: see README.md in this folder.

`Keeper` holds values by everything that they were made from, `Store` keeps them in a file.
"""

from kb.keeping.keeper import Keeper, Shelf, checksum, digest
from kb.keeping.store import Store

__all__ = ["Keeper", "Shelf", "Store", "checksum", "digest"]
