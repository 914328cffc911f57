/* 自选会议包: what the address lists, in its order, with words, citation and place of each. */
(function (KB) {
  "use strict";

  var STEP = 40;
  var NAMED = 8;
  var INVENTED = "教学情景";
  var list = part("list");
  var status = part("status");
  var missing = part("missing");
  var tools = part("tools");
  var rest = part("rest");
  var empty = part("empty");
  var box = part("name");
  var ids = [];
  var quoted = {};
  var shown = STEP;
  var latest = 0;

  function part(name) {
    return document.querySelector("[data-kb-pack-" + name + "]");
  }

  /* Called by assets/pack/names.js: how a rule is named in a citation, by its id. */
  KB.packNames = function (names) { quoted = names; };

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /* ---- one item ---- */

  function address(url) {
    var canonical = document.querySelector("link[rel=canonical]");
    return canonical && /^https?:/.test(canonical.href) ? new URL(url, canonical.href).href : url;
  }

  function citation(hit) {
    var rule = quoted[hit.id.split("#")[0]];
    var own = hit.path.length > 1 ? hit.path[hit.path.length - 1] : "";
    var name = rule && hit.id.indexOf("#") > 0 ? rule + own : rule || hit.title;
    return [name, hit.code, address(hit.url)].filter(Boolean).join("，");
  }

  function button(text, name, act) {
    var made = element("button", "", text);
    made.type = "button";
    made.setAttribute("aria-label", text + "：" + name);
    made.addEventListener("click", act);
    return made;
  }

  function move(id, by) {
    var from = ids.indexOf(id);
    var to = from + by;
    ids.splice(from, 1);
    ids.splice(to, 0, id);
    shown = Math.max(shown, to + 1);
    changed();
    return show().then(function () {
      status.textContent = "已移到第" + (to + 1) + "项";
      focus(id, by < 0 ? 0 : 1);
    });
  }

  /* The same button of the item as before; its neighbour where that cannot be pressed any more. */
  function focus(id, place) {
    var item = Array.prototype.filter.call(list.children, function (one) { return one.kbId === id; })[0];
    var buttons = item ? item.querySelectorAll(".kb-pack-tools button") : [];
    var wanted = buttons[place] && buttons[place].disabled ? buttons[1 - place] : buttons[place];
    if (wanted) wanted.focus();
  }

  function remove(id) {
    var at = ids.indexOf(id);
    ids.splice(at, 1);
    changed();
    return show().then(function () {
      var next = ids[Math.min(at, ids.length - 1)];
      if (next) focus(next, 1);
      else box.focus();
    });
  }

  function item(hit, id, at) {
    var made = element("li", "kb-pack-item");
    made.kbId = id;
    var head = element("h2", "kb-pack-title");
    var link = element("a", "", hit.title);
    link.href = KB.base + hit.url;
    head.appendChild(link);
    made.appendChild(head);
    var line = element("p", "kb-row-meta");
    line.appendChild(element("span", "kb-code", hit.code));
    hit.badges.forEach(function (badge) {
      line.appendChild(element("span", "kb-badge kb-" + badge[1], badge[0]));
    });
    var way = hit.path.slice(hit.type === "term" ? 0 : 1, -1);
    if (way.length) line.appendChild(element("span", "kb-path", way.join(" › ")));
    made.appendChild(line);
    if (hit.badges.some(function (badge) { return badge[0] === INVENTED; })) {
      made.appendChild(element("p", "kb-pack-invented", INVENTED + "：为讨论而虚构，不指向任何单位和个人。"));
    }
    hit.parts.forEach(function (one) {
      if (one[0]) made.appendChild(element("h3", "", one[0]));
      one[1].split("\n").forEach(function (words) { made.appendChild(element("p", "kb-pack-words", words)); });
    });
    made.appendChild(element("p", "kb-pack-quote", "引文：" + citation(hit)));
    var row = element("p", "kb-tools kb-pack-tools");
    var up = button("上移", hit.title, function () { move(id, -1); });
    var down = button("下移", hit.title, function () { move(id, 1); });
    up.disabled = at === 0;
    down.disabled = at === ids.length - 1;
    [up, down, button("移出", hit.title, function () { remove(id); }), button("复制引文", hit.title, function () {
      KB.copy(citation(hit), "已复制引文：" + hit.title);
    })].forEach(function (one) { row.appendChild(one); });
    made.appendChild(row);
    return made;
  }

  /* ---- all of them ---- */

  function changed() {
    KB.pack.keep(ids.slice());
    write();
  }

  function write() {
    KB.writeFragment({ name: box.value.trim(), pick: ids.join(",") });
  }

  /* What the address asks for and the edition has not: said once, and left out. */
  function leaveOut(hits) {
    var unknown = ids.filter(function (id, at) { return !hits[at]; });
    missing.hidden = !unknown.length;
    if (!unknown.length) return hits;
    missing.textContent = "地址里有" + unknown.length + "项在这一版里找不到，没有列出：" + unknown.slice(0, NAMED).join("、") +
      (unknown.length > NAMED ? "……" : "") + "。可能地址没有复制完整，或者那一页在别的版里。其余的照常显示。";
    ids = ids.filter(function (id, at) { return hits[at]; });
    return hits.filter(Boolean);
  }

  function tell() {
    var left = ids.length - Math.min(shown, ids.length);
    rest.hidden = !left;
    rest.firstElementChild.textContent = "共" + ids.length + "项，下面还有" + left + "项没有显示，打印也没有它们。";
    tools.hidden = !ids.length;
    empty.hidden = ids.length > 0;
    return ids.length ? "共" + ids.length + "项" + (left ? "，先显示前" + shown + "项" : "") : "";
  }

  function show() {
    var mine = latest += 1;
    return KB.passages(ids.slice(0, shown)).then(function (hits) {
      if (mine !== latest) return;
      list.textContent = "";
      hits.forEach(function (hit, at) { list.appendChild(item(hit, ids[at], at)); });
      status.textContent = tell();
    }, broken);
  }

  function broken(error) {
    status.textContent = error.message + "。请刷新页面；仍不行请报告维护人员。";
  }

  function restore() {
    var read = KB.readFragment();
    var asked = /[#&]pick=/.test(location.hash);
    var found = asked ? (read.pick || "").split(",") : KB.pack.read();
    /* A paragraph or item is shown with its article. */
    ids = Array.from(new Set(found.filter(Boolean).map(function (id) {
      return id.replace(/(#art-\d+(?:-\d+)?)-p\d.*$/, "$1");
    })));
    box.value = read.name || "";
    shown = STEP;
    document.body.setAttribute("data-kb-pack-on", "");
    return KB.known(ids).then(function (hits) {
      leaveOut(hits);
      if (asked && !(read.pick || "").trim()) {
        missing.hidden = false;
        missing.textContent = "地址里的选择读不出来，可能没有复制完整。请向发地址的人要一次完整的地址。";
      }
      write();
      return show();
    }).catch(broken);
  }

  part("form").addEventListener("submit", function (event) { event.preventDefault(); });
  box.addEventListener("input", write);
  part("copy").addEventListener("click", function () { KB.copy(location.href, "已复制地址"); });
  part("clear").addEventListener("click", function () {
    ids = [];
    changed();
    show().then(function () { box.focus(); });
  });
  part("more").addEventListener("click", function () {
    var first = shown;
    shown += STEP;
    show().then(function () { focus(ids[first], 1); });
  });
  part("all").addEventListener("click", function () {
    shown = ids.length;
    show();
  });

  Promise.all(["assets/pack/names.js", "assets/search.js", "assets/pack/add.js"].map(KB.load)).then(function () {
    window.addEventListener("hashchange", restore);
    return restore();
  }).catch(broken);
})(window.KB);
