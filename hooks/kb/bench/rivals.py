"""Other searches over the same units, each behind a page with `KB.search`.

They are installed for the measurement alone, into its temporary folder.
"""

import json
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from html import escape
from pathlib import Path

from kb.bench.builders import mkdocs
from kb.bench.installing import install_packages, with_packages
from kb.search.normal import normal
from kb.search.sections import Section

_MINUTES = 15


class Rival(ABC):
    """A search that is not ours."""

    name: str

    @abstractmethod
    def make(self, units: Sequence[Section], folder: Path) -> Path | None:
        """Return a site that searches `units` in this way; None if it cannot be installed."""


class MiniSearch(Rival):
    """MiniSearch over pairs of letters, the whole index in memory."""

    name = "MiniSearch（二字组）"

    def make(self, units: Sequence[Section], folder: Path) -> Path | None:
        """Write a page that indexes when it is opened first; what is fetched is a ready index."""
        folder.mkdir()
        if not _npm("minisearch@7.2.0", folder):
            return None
        site = folder / "site"
        site.mkdir()
        shutil.copy(folder / "node_modules/minisearch/dist/umd/index.js", site / "minisearch.js")
        rows = [
            {"id": n, "url": unit.url, "title": " ".join(unit.path), "text": normal(unit.text)}
            for n, unit in enumerate(units)
        ]
        (site / "rows.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        (site / "index.html").write_text(_MINISEARCH, encoding="utf-8")
        build = [_tool("node"), "-e", _MINISEARCH_INDEX]
        done = subprocess.run(
            build, cwd=site, check=False, capture_output=True, timeout=60 * _MINUTES
        )
        return site if done.returncode == 0 else None


class Pagefind(Rival):
    """Pagefind, which has a segmenter for Chinese in its extended form."""

    name = "Pagefind"

    def make(self, units: Sequence[Section], folder: Path) -> Path | None:
        """Write the laws as plain pages and let Pagefind index them."""
        folder.mkdir()
        if not _npm("pagefind@1.6.0", folder):
            return None
        site = folder / "site"
        _pages(units, site)
        (site / "index.html").write_text(_PAGEFIND, encoding="utf-8")
        command = [_tool("npx"), "pagefind", "--site", str(site), "--force-language", "zh"]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
        return site if done.returncode == 0 else None


class Material(Rival):
    """The search of mkdocs-material with jieba."""

    name = "Material + jieba"

    def make(self, units: Sequence[Section], folder: Path) -> Path | None:
        """Build a site of plain pages with it; its own worker answers."""
        folder.mkdir()
        packages = folder / "packages"
        if not install_packages(packages, "jieba==0.42.1"):
            return None
        docs = folder / "docs"
        _pages(units, docs, markdown=True)
        (docs / "index.md").write_text("# 搜索\n", encoding="utf-8")
        (folder / "mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")
        done = subprocess.run(
            mkdocs(),
            cwd=folder,
            env=with_packages(packages),
            check=False,
            capture_output=True,
            timeout=60 * _MINUTES,
        )
        if done.returncode:
            return None
        page = folder / "site/index.html"
        worker = next((folder / "site/assets/javascripts/workers").glob("search.*.js")).name
        text = page.read_text("utf-8").replace(
            "</body>", _WORKER.replace("WORKER", worker) + "</body>"
        )
        page.write_text(text, encoding="utf-8")
        return folder / "site"


RIVALS: Sequence[Rival] = (MiniSearch(), Pagefind(), Material())


def _tool(name: str) -> str:
    return shutil.which(name) or name


def _npm(package: str, folder: Path) -> bool:
    if not shutil.which("npm"):
        return False
    command = [_tool("npm"), "install", "--silent", "--no-audit", "--no-fund", package]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0


def _pages(units: Sequence[Section], folder: Path, *, markdown: bool = False) -> None:
    """Write each page of `units` as a plain one, its sections under headings with their anchors."""
    pages: dict[str, list[Section]] = {}
    for unit in units:
        pages.setdefault(unit.url.partition("#")[0], []).append(unit)
    for url, own in pages.items():
        file = folder / (url.removesuffix(".html") + ".md" if markdown else url)
        file.parent.mkdir(parents=True, exist_ok=True)
        name = own[0].path[0]
        if markdown:
            parts = [f"# {name}"]
            parts += [f"## {one.path[-1]} {{#{_anchor(one)}}}\n\n{one.text}" for one in own]
            file.write_text("\n\n".join(parts), encoding="utf-8")
            continue
        body = "".join(
            f'<h2 id="{_anchor(one)}">{escape(one.path[-1])}</h2><p>{escape(one.text)}</p>'
            for one in own
        )
        head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(name)}</title>'
        file.write_text(f"{head}<body><h1>{escape(name)}</h1>{body}", encoding="utf-8")


def _anchor(unit: Section) -> str:
    return unit.url.partition("#")[2] or "top"


_OPTIONS = """{
  fields: ["title", "text"], storeFields: ["url"],
  tokenize: text => (text.match(/[\\p{L}\\p{N}]+/gu) || []).flatMap(run =>
    run.length < 2 ? [run] : Array.from(run).slice(1).map((sign, at) => Array.from(run)[at] + sign)),
  searchOptions: { combineWith: "AND", boost: { title: 2 } }
}"""
_MINISEARCH_INDEX = (
    'const M = require("./minisearch.js"); const fs = require("fs");'
    f"const m = new M({_OPTIONS});"
    'm.addAll(JSON.parse(fs.readFileSync("rows.json")));'
    'fs.writeFileSync("index.json", JSON.stringify(m));'
)
_MINISEARCH = f"""<!doctype html><meta charset="utf-8"><script>
const options = {_OPTIONS};
let ready;
async function load() {{
  const script = document.createElement("script");
  script.src = "minisearch.js";
  document.head.appendChild(script);
  await new Promise(done => {{ script.onload = done; }});
  return MiniSearch.loadJSON(await (await fetch("index.json")).text(), options);
}}
window.KB = {{ search: async (query, {{limit = 10}} = {{}}) => {{
  ready = ready || load();
  const index = await ready;
  let found = query ? index.search(query) : [];
  if (query && !found.length) found = index.search(query, {{combineWith: "OR"}});
  return {{ total: found.length, hits: found.slice(0, limit) }};
}} }};
</script>"""
_PAGEFIND = """<!doctype html><html lang="zh"><meta charset="utf-8"><script>
let ready;
window.KB = { search: async (query, {limit = 10} = {}) => {
  ready = ready || import("/pagefind/pagefind.js");
  const pagefind = await ready;
  const found = await pagefind.search(query || null);
  const shown = await Promise.all(found.results.slice(0, limit).map(one => one.data()));
  const hits = shown.flatMap(page => page.sub_results && page.sub_results.length
    ? [page.sub_results.slice().sort((a, b) => b.weighted_locations.length - a.weighted_locations.length)[0]]
    : [page]);
  return { total: found.results.length, hits: hits.map(hit => ({ url: hit.url.replace(/^\\//, "") })) };
} };
</script>"""
_MATERIAL = """site_name: 搜索
use_directory_urls: false
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: zh}}]
markdown_extensions: [attr_list]
"""
_WORKER = """<script>
let ready;
window.KB = { search: async (query, {limit = 10} = {}) => {
  ready = ready || new Promise(done => {
    const worker = new Worker("assets/javascripts/workers/WORKER");
    let answer;
    worker.onmessage = event => {
      if (event.data.type === 1) done(ask);
      if (event.data.type === 3) answer(event.data.data.items);
    };
    function ask(text) {
      worker.postMessage({ type: 2, data: text });
      return new Promise(found => { answer = found; });
    }
    fetch("search/search_index.json").then(response => response.json()).then(index => {
      worker.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } });
    });
  });
  const found = query ? await (await ready)(query) : [];
  const hits = found.flat().map(one => ({ url: one.location.replace("#top", "") }));
  return { total: hits.length, hits: hits.slice(0, limit) };
} };
</script>"""
