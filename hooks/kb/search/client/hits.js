/* How a hit looks, in the list under a box and on the search page. Text is set as text, never as HTML. */
var Hits = (function () {
  var TYPES = {
    article: "条款", procedure: "程序", "case": "案例", annual: "总结", meeting: "会前", term: "术语"
  };
  var KEY = "kb-found";

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /* `text` in a span, with what is marked in it. */
  function marked(text, marks) {
    var words = element("span", "kb-row-summary");
    var at = 0;
    marks.forEach(function (mark) {
      words.appendChild(document.createTextNode(text.slice(at, mark[0])));
      words.appendChild(element("mark", "", text.slice(mark[0], mark[1])));
      at = mark[1];
    });
    words.appendChild(document.createTextNode(text.slice(at)));
    return words;
  }

  /* Put a hit into `row`; `head` has its title. The path shows what is between page and place. */
  function fill(row, head, hit) {
    head.textContent = hit.title;
    row.appendChild(head);
    var meta = element("span", "kb-row-meta");
    meta.appendChild(element("span", "kb-code", hit.code));
    hit.badges.forEach(function (badge) {
      meta.appendChild(element("span", "kb-badge kb-" + badge[1], badge[0]));
    });
    row.appendChild(meta);
    var way = hit.path.slice(hit.type === "term" ? 0 : 1, -1);
    if (way.length) row.appendChild(element("span", "kb-path", way.join(" › ")));
    if (hit.excerpt) row.appendChild(marked(hit.excerpt, hit.marks));
    return row;
  }

  /* Hits by type, the group of the best hit first: [[type, hits]]. */
  function groups(hits) {
    var found = new Map();
    hits.forEach(function (hit) { found.set(hit.type, (found.get(hit.type) || []).concat(hit)); });
    return Array.from(found);
  }

  /* Keep the words of a search for the page that a hit leads to. */
  function remember(url, words) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ url: url, words: words }));
    } catch (error) {
      /* Storage is forbidden: the page opens without marks. */
    }
  }

  KB.searchTypes = TYPES;
  KB.hits = { element: element, fill: fill, groups: groups, remember: remember };

  return KB.hits;
})();
