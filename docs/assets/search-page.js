/* 检索台: the box, what narrows and sorts, the hits, and those that were ticked to be carried on. */
(function (KB) {
  "use strict";

  var FILTERS = [
    ["topic", "topics", "专题"], ["year", "years", "年份"], ["status", "statuses", "效力"],
    ["behaviour", "behaviours", "行为"], ["level", "levels", "岗位层级"]
  ];
  var SORTS = [["", "按吻合程度"], ["year", "按年份，新的在前"], ["place", "按目录顺序"]];
  var STEP = 30;
  var OF_EACH = 5;
  var PAUSE = 100;

  function part(name) {
    return document.querySelector("[data-kb-" + name + "]");
  }

  var form = part("search-here");
  var box = form.querySelector("input");
  var status = part("search-status");
  var hint = part("search-hint");
  var kinds = part("search-types");
  var narrow = part("search-filter");
  var fold = part("search-narrow");
  var holder = part("search-hits");
  var more = part("search-more");
  var empty = part("search-empty");
  var picked = part("picks");
  var latest = 0;
  var limit = STEP;
  var choice = {};
  var picks = [];
  var waiting;

  function element(tag, name, text) {
    return KB.hits.element(tag, name, text);
  }

  function button(text, act) {
    var made = element("button", "kb-more", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /* ---- one hit ---- */

  function line(hit, words) {
    var row = element("li", "kb-pickable");
    var tick = element("input");
    tick.type = "checkbox";
    tick.checked = picks.indexOf(hit.id) >= 0;
    tick.setAttribute("aria-label", "选入清单：" + hit.title);
    tick.addEventListener("change", function () {
      picks = picks.filter(function (id) { return id !== hit.id; });
      if (tick.checked) picks.push(hit.id);
      write();
      showPicks();
    });
    row.appendChild(tick);
    var link = element("a", "kb-row-title");
    link.href = KB.base + hit.url;
    link.addEventListener("click", function () { KB.hits.remember(hit.url, words); });
    return KB.hits.fill(row, link, hit);
  }

  function list(hits, words) {
    var made = element("ol", "kb-list");
    hits.forEach(function (hit) { made.appendChild(line(hit, words)); });
    return made;
  }

  function choose(key, value) {
    choice[key] = value;
    limit = STEP;
    show();
  }

  /* ---- what narrows ---- */

  function showTypes(facets) {
    var focused = kinds.contains(document.activeElement);
    var counts = new Map(facets.types);
    var total = facets.types.reduce(function (sum, pair) { return sum + pair[1]; }, 0);
    kinds.textContent = "";
    [""].concat(Object.keys(KB.searchTypes)).forEach(function (key) {
      var number = key ? counts.get(key) || 0 : total;
      if (!number && key !== choice.type) return;
      var made = element("button", "", (key ? KB.searchTypes[key] : "全部") + " " + number);
      made.type = "button";
      made.setAttribute("aria-pressed", String(key === (choice.type || "")));
      made.addEventListener("click", function () { choose("type", key); });
      kinds.appendChild(made);
      if (focused && key === (choice.type || "")) made.focus();
    });
  }

  function select(key, name, pairs) {
    var label = element("label", "", name + " ");
    var made = element("select");
    made.name = key;
    pairs.forEach(function (pair) {
      var option = element("option", "", pair[1]);
      option.value = pair[0];
      made.appendChild(option);
    });
    made.value = choice[key] || "";
    made.addEventListener("change", function () { choose(key, made.value); });
    label.appendChild(made);
    return label;
  }

  function showFilters(facets, total) {
    var focused = narrow.contains(document.activeElement) && document.activeElement.name;
    narrow.textContent = "";
    if (fold.hidden && total) {
      fold.open = matchMedia("(min-width: 45em)").matches || Boolean(choice.sort) ||
        FILTERS.some(function (filter) { return choice[filter[0]]; });
    }
    fold.hidden = !total;
    FILTERS.forEach(function (filter) {
      var words = facets[filter[1]].sort(function (a, b) {
        return filter[0] === "year" ? b[0] - a[0] : b[1] - a[1];
      });
      var chosen = choice[filter[0]];
      if (chosen && !words.some(function (pair) { return pair[0] === chosen; })) words.push([chosen, 0]);
      if (words.length < 2 && !chosen) return;
      narrow.appendChild(select(filter[0], filter[2], [["", "全部"]].concat(words.map(function (pair) {
        return [pair[0], pair[0] + "（" + pair[1] + "）"];
      }))));
    });
    narrow.appendChild(select("sort", "排序", SORTS));
    if (focused && narrow.elements[focused]) narrow.elements[focused].focus();
  }

  /* ---- what was ticked ---- */

  function showPicks() {
    picked.hidden = !picks.length;
    if (!picks.length) return Promise.resolve();
    part("picks-slides").hash = part("picks-handout").hash = KB.fragment({ pick: picks.join(",") });
    return KB.places(picks).then(function (hits) {
      var rows = part("picks-list");
      rows.textContent = "";
      part("picks-count").textContent = String(hits.length);
      if (part("picks-pack")) part("picks-pack").href = KB.packAddress(picks);
      hits.forEach(function (hit) {
        var row = element("li");
        var link = element("a", "", hit.title);
        link.href = KB.base + hit.url;
        row.appendChild(link);
        row.appendChild(element("span", "kb-code", " " + hit.code));
        rows.appendChild(row);
      });
    });
  }

  part("picks-copy").addEventListener("click", function () {
    var lines = Array.prototype.map.call(part("picks-list").querySelectorAll("a"), function (link, index) {
      return index + 1 + ". " + link.textContent + "　" + link.href;
    });
    KB.copy(lines.join("\n"), "已复制" + lines.length + "条");
  });
  part("picks-print").addEventListener("click", function () {
    document.body.classList.add("kb-print-picks");
    window.print();
    document.body.classList.remove("kb-print-picks");
  });
  part("picks-clear").addEventListener("click", function () {
    picks = [];
    show();
  });

  /* ---- the answer ---- */

  function group(pair, facets, words) {
    var section = element("section", "kb-search-group");
    var number = new Map(facets.types).get(pair[0]);
    var heading = element("h2", "", KB.searchTypes[pair[0]] + " ");
    heading.appendChild(element("span", "kb-count", number + "处"));
    section.appendChild(heading);
    section.appendChild(list(pair[1], words));
    if (number > pair[1].length) {
      section.appendChild(button("看全部" + number + "处" + KB.searchTypes[pair[0]], function () {
        choose("type", pair[0]);
        box.focus({ preventScroll: true });
        form.scrollIntoView();
      }));
    }
    return section;
  }

  function announce(query, answer) {
    var said = answer.missing ? "本站没有收录" + answer.missing + "，先列这一规则。" : "";
    if (answer.partial) said = "没有一处同时有这些词，下面按吻合多少排列。";
    if (!answer.total) return "没有找到“" + query.slice(0, 40) + (query.length > 40 ? "…" : "") + "”";
    return said + "找到" + answer.total + "处" + (choice.type ? KB.searchTypes[choice.type] : "");
  }

  /* What was searched in place of the query, with a way back; related words where little is found. */
  function showHint(query, answer) {
    hint.textContent = "";
    if (answer.repaired) {
      hint.appendChild(document.createTextNode("显示“" + answer.repaired + "”的结果。"));
      hint.appendChild(button("仍搜“" + query.slice(0, 20) + "”", function () { choose("asis", "1"); }));
    }
    if (answer.near.length && answer.total < 5) {
      hint.appendChild(document.createTextNode("相近的词："));
      answer.near.slice(0, 6).forEach(function (word) {
        hint.appendChild(button(word, function () {
          box.value = word;
          choose("asis", "");
        }));
      });
    }
    hint.hidden = !hint.firstChild;
  }

  function write() {
    KB.writeFragment(Object.assign({}, choice, { q: box.value.trim(), pick: picks.join(",") }));
  }

  function options(more_) {
    var made = { types: choice.type ? [choice.type] : [], sort: choice.sort, asIs: choice.asis };
    FILTERS.forEach(function (filter) { if (choice[filter[0]]) made[filter[1]] = [choice[filter[0]]]; });
    return Object.assign(made, more_);
  }

  /* The best hits of each type, the type of the best one first. */
  function byType(query, answer) {
    var types = answer.facets.types.map(function (pair) { return pair[0]; });
    return Promise.all(types.map(function (key) {
      return KB.runSearch(query, options({ types: [key], limit: OF_EACH, excerpts: OF_EACH })).then(function (one) {
        return [key, one.hits];
      });
    })).then(function (groups) {
      return groups.filter(function (pair) { return pair[1].length; }).sort(function (a, b) {
        return b[1][0].score - a[1][0].score;
      });
    });
  }

  function show() {
    var query = box.value.trim();
    var mine = latest += 1;
    write();
    if (!query) {
      kinds.textContent = holder.textContent = status.textContent = "";
      more.hidden = hint.hidden = fold.hidden = true;
      empty.hidden = false;
      return showPicks();
    }
    var flat = choice.type || choice.sort;
    return KB.runSearch(query, options({ limit: flat ? limit : 1, excerpts: flat ? limit : 1 })).then(function (answer) {
      return Promise.all([answer, flat ? null : byType(query, answer), showPicks()]);
    }).then(function (found) {
      if (mine !== latest) return;
      var answer = found[0];
      showTypes(answer.facets);
      showFilters(answer.facets, answer.total || FILTERS.some(function (filter) { return choice[filter[0]]; }));
      showHint(query, answer);
      holder.textContent = "";
      if (flat) holder.appendChild(list(answer.hits, answer.words));
      else found[1].forEach(function (pair) { holder.appendChild(group(pair, answer.facets, answer.words)); });
      status.textContent = announce(query, answer);
      more.hidden = !flat || answer.total <= limit;
      empty.hidden = answer.total > 0;
    }, function (error) {
      if (mine !== latest) return;
      more.hidden = true;
      status.textContent = error.message + "。请刷新页面；仍不行请报告维护人员。";
    });
  }

  function restore() {
    var read = KB.readFragment();
    var left = history.state || {};
    var known = FILTERS.map(function (filter) { return filter[0]; }).concat("sort", "asis");
    choice = {};
    known.forEach(function (key) { if (read[key]) choice[key] = read[key]; });
    if (Object.prototype.hasOwnProperty.call(KB.searchTypes, read.type)) choice.type = read.type;
    picks = (read.pick || "").split(",").filter(Boolean);
    box.value = read.q || "";
    limit = left.kbLimit || STEP;
    show().then(function () {
      if (left.kbTop) window.scrollTo(0, left.kbTop);
    });
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(fresh, PAUSE);
  }

  function fresh() {
    clearTimeout(waiting);
    limit = STEP;
    delete choice.asis;
    show();
  }

  /* While an input method is composing, the letters in the box are not yet the query. */
  box.addEventListener("input", function (event) {
    if (!event.isComposing) later();
  });
  box.addEventListener("compositionend", later);
  form.addEventListener("submit", fresh);
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

  KB.load("assets/search.js").then(function () {
    window.addEventListener("hashchange", restore);
    restore();
  }, function () {
    status.textContent = "搜索没有装好：请刷新页面；仍不行请报告维护人员。";
  });
  if (!KB.readFragment().q) box.focus();
})(window.KB);
