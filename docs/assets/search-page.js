/* The search page: the box, the counts by type, the hits. Text is set as text, never as HTML. */
(function (KB) {
  "use strict";

  var TYPES = {
    article: "条款", procedure: "程序", "case": "案例", annual: "总结", meeting: "会前", term: "术语"
  };
  var STEP = 30;
  var OF_EACH = 5;
  var PAUSE = 100;
  var form = document.querySelector("[data-kb-search-here]");
  var box = form.querySelector("input");
  var status = document.querySelector("[data-kb-search-status]");
  var kinds = document.querySelector("[data-kb-search-types]");
  var holder = document.querySelector("[data-kb-search-hits]");
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

  /* The title names the page and the place; the path shows what is between them. */
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
    var way = hit.path.slice(hit.type === "term" ? 0 : 1, -1);
    if (way.length) row.appendChild(element("span", "kb-path", way.join(" › ")));
    if (hit.excerpt) row.appendChild(marked(hit.excerpt, hit.marks));
    return row;
  }

  function choose(key) {
    type = key;
    limit = STEP;
    show();
  }

  function showTypes(answers, total) {
    var focused = kinds.contains(document.activeElement);
    kinds.textContent = "";
    [""].concat(Object.keys(TYPES)).forEach(function (key) {
      var number = key ? answers[key].total : total;
      if (!total || (!number && key !== type)) return;
      var button = element("button", "", (key ? TYPES[key] : "全部") + " " + number);
      button.type = "button";
      button.setAttribute("aria-pressed", String(key === type));
      button.addEventListener("click", function () { choose(key); });
      kinds.appendChild(button);
      if (focused && key === type) button.focus();
    });
  }

  function list(hits) {
    var made = element("ol", "kb-list");
    hits.forEach(function (hit) { made.appendChild(line(hit)); });
    return made;
  }

  function group(key, answer) {
    var section = element("section", "kb-search-group");
    var heading = element("h2", "", TYPES[key] + " ");
    heading.appendChild(element("span", "kb-count", answer.total + "处"));
    section.appendChild(heading);
    section.appendChild(list(answer.hits));
    if (answer.total > answer.hits.length) {
      var all = element("button", "kb-more", "看全部" + answer.total + "处" + TYPES[key]);
      all.type = "button";
      all.addEventListener("click", function () {
        choose(key);
        box.focus({ preventScroll: true });
        form.scrollIntoView();
      });
      section.appendChild(all);
    }
    return section;
  }

  function showHits(answers) {
    holder.textContent = "";
    if (type) {
      holder.appendChild(list(answers[type].hits));
      return;
    }
    Object.keys(TYPES).filter(function (key) {
      return answers[key].total;
    }).sort(function (a, b) {
      return answers[b].hits[0].score - answers[a].hits[0].score;
    }).forEach(function (key) { holder.appendChild(group(key, answers[key])); });
  }

  function announce(query, total, shown, answer) {
    if (!query) return "";
    var said = answer.missing ? "本站没有收录" + answer.missing + "，先列这一规则。" : "";
    if (answer.partial) said = "没有一处同时有这些词，下面按吻合多少排列。";
    if (!total) return "没有找到“" + query.slice(0, 40) + (query.length > 40 ? "…" : "") + "”";
    return said + "找到" + shown + "处" + (type ? TYPES[type] : "");
  }

  /* Hits beyond the first come without their words: ask for them. */
  function complete(query, answer) {
    var without = answer.hits.filter(function (hit) { return hit.excerpt === null; });
    if (!without.length) return answer;
    return KB.excerpts(query, without.map(function (hit) { return hit.id; })).then(function (found) {
      found.forEach(function (words, index) { Object.assign(without[index], words); });
      return answer;
    });
  }

  function show() {
    var query = box.value.trim();
    var mine = latest += 1;
    var keys = Object.keys(TYPES);
    KB.writeFragment({ q: query, type: type });
    if (!query) {
      kinds.textContent = holder.textContent = status.textContent = "";
      more.hidden = true;
      empty.hidden = false;
      return Promise.resolve();
    }
    return Promise.all(keys.map(function (key) {
      var most = key === type ? limit : type ? 0 : OF_EACH;
      return KB.search(query, { types: [key], limit: most }).then(function (answer) {
        return complete(query, answer);
      });
    })).then(function (found) {
      if (mine !== latest) return;
      var answers = {};
      keys.forEach(function (key, index) { answers[key] = found[index]; });
      var total = found.reduce(function (sum, answer) { return sum + answer.total; }, 0);
      var shown = type ? answers[type].total : total;
      showTypes(answers, total);
      showHits(answers);
      status.textContent = announce(query, total, shown, found[0]);
      more.hidden = !type || shown <= limit;
      empty.hidden = total > 0;
    }, function () {
      if (mine !== latest) return;
      kinds.textContent = holder.textContent = "";
      more.hidden = true;
      status.textContent = "搜索没有装好：请刷新页面；仍不行请报告维护人员。";
    });
  }

  function restore() {
    var choice = KB.readFragment();
    var left = history.state || {};
    box.value = choice.q || "";
    type = Object.prototype.hasOwnProperty.call(TYPES, choice.type) ? choice.type : "";
    limit = left.kbLimit || STEP;
    show().then(function () {
      if (left.kbTop) window.scrollTo(0, left.kbTop);
    });
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      limit = STEP;
      show();
    }, PAUSE);
  }

  /* While an input method is composing, the letters in the box are not yet the query. */
  box.addEventListener("input", function (event) {
    if (!event.isComposing) later();
  });
  box.addEventListener("compositionend", later);
  form.addEventListener("submit", function () {
    clearTimeout(waiting);
    limit = STEP;
    show();
  });
  more.addEventListener("click", function () {
    limit += STEP;
    show();
  });

  /* “后退” comes back to the same hits at the same place; on file:// the browser does not see to it. */
  holder.addEventListener("click", function (event) {
    if (!event.target.closest("a")) return;
    history.replaceState({ kbTop: window.pageYOffset, kbLimit: limit }, "");
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var links = Array.prototype.slice.call(holder.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (!links.length || (at < 0 && document.activeElement !== box)) return;
    event.preventDefault();
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? box : links[Math.min(next, links.length - 1)]).focus();
  });

  window.addEventListener("hashchange", restore);
  restore();
  if (!box.value) box.focus();
})(window.KB);
