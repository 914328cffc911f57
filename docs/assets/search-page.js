/* The search page: the box, the counts by type, the hits. Text is set as text, never as HTML. */
(function (KB) {
  "use strict";

  var TYPES = {
    article: "条款", procedure: "程序", "case": "案例", annual: "总结", meeting: "会前", term: "术语"
  };
  var STEP = 30;
  var form = document.querySelector("[data-kb-search-here]");
  var box = form.querySelector("input");
  var status = document.querySelector("[data-kb-search-status]");
  var kinds = document.querySelector("[data-kb-search-types]");
  var list = document.querySelector("[data-kb-search-hits]");
  var more = document.querySelector("[data-kb-search-more]");
  var empty = document.querySelector("[data-kb-search-empty]");
  var latest = 0;
  var limit = STEP;
  var type = "";
  var waiting;

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function marked(text, marks) {
    var holder = element("span", "kb-row-summary");
    var at = 0;
    marks.forEach(function (mark) {
      holder.appendChild(document.createTextNode(text.slice(at, mark[0])));
      holder.appendChild(element("mark", "", text.slice(mark[0], mark[1])));
      at = mark[1];
    });
    holder.appendChild(document.createTextNode(text.slice(at)));
    return holder;
  }

  function line(hit) {
    var row = element("li");
    var link = element("a", "kb-row-title", hit.title);
    link.href = hit.url;
    row.appendChild(link);
    var meta = element("span", "kb-row-meta");
    meta.appendChild(element("span", "kb-code", hit.code));
    hit.badges.forEach(function (badge) {
      meta.appendChild(element("span", "kb-badge kb-" + badge[1], badge[0]));
    });
    row.appendChild(meta);
    row.appendChild(element("span", "kb-path", [TYPES[hit.type]].concat(hit.path).join(" › ")));
    if (hit.excerpt !== null) row.appendChild(marked(hit.excerpt, hit.marks));
    return row;
  }

  function showTypes(all) {
    kinds.textContent = "";
    var counts = {};
    all.hits.forEach(function (hit) { counts[hit.type] = (counts[hit.type] || 0) + 1; });
    [""].concat(Object.keys(TYPES)).forEach(function (key) {
      var number = key ? counts[key] : all.total;
      if (!number) return;
      var button = element("button", "", (key ? TYPES[key] : "全部") + " " + number);
      button.type = "button";
      button.setAttribute("aria-pressed", String(key === type));
      button.addEventListener("click", function () {
        type = key;
        limit = STEP;
        show();
      });
      kinds.appendChild(button);
    });
  }

  function announce(query, found) {
    if (!query) return "";
    if (!found.total) return "没有找到“" + query.slice(0, 40) + "”";
    var start = found.partial ? "没有一处包含全部词，下面是包含部分词的" : "找到";
    return start + found.total + "处";
  }

  function show() {
    var query = box.value.trim();
    var mine = latest += 1;
    KB.writeFragment({ q: query, type: type });
    return Promise.all([
      KB.search(query, { limit: Infinity }),
      KB.search(query, { types: type ? [type] : [], limit: limit })
    ]).then(function (results) {
      if (mine !== latest) return;
      showTypes(results[0]);
      list.textContent = "";
      results[1].hits.forEach(function (hit) { list.appendChild(line(hit)); });
      status.textContent = announce(query, results[1]);
      more.hidden = results[1].total <= limit;
      empty.hidden = results[1].total > 0;
    }, function (error) {
      if (mine === latest) status.textContent = error.message + "。请刷新页面；仍不行请报告维护人员。";
    });
  }

  function restore() {
    var choice = KB.readFragment();
    box.value = choice.q || "";
    type = TYPES[choice.type] ? choice.type : "";
    limit = STEP;
    show();
  }

  box.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      type = "";
      limit = STEP;
      show();
    }, 120);
  });
  form.addEventListener("submit", show);
  more.addEventListener("click", function () {
    limit += STEP;
    show();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== box) return;
    event.preventDefault();
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? box : links[Math.min(next, links.length - 1)] || box).focus();
  });
  window.addEventListener("hashchange", restore);
  restore();
  if (!box.value) box.focus();
})(window.KB);
