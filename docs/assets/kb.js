/* Behaviour of every page. Without it the site reads the same: nothing here brings content. */
(function () {
  "use strict";

  /* With `u` only those that belong to no pair. */
  var LONE_SURROGATE = /[\ud800-\udfff]/gu;

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* ---- 复制链接：navigator.clipboard is absent over plain HTTP, so there is a fallback ---- */

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text);
    }
    return new Promise(function (resolve, reject) {
      var area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.className = "kb-hidden";
      document.body.appendChild(area);
      area.select();
      var done = document.execCommand("copy");
      document.body.removeChild(area);
      return done ? resolve() : reject(new Error("copy"));
    });
  }

  var live = document.createElement("div");
  live.className = "kb-live";
  live.setAttribute("role", "status");
  document.body.appendChild(live);
  var quiet;

  function say(text) {
    live.textContent = text;
    live.classList.add("kb-live-on");
    clearTimeout(quiet);
    quiet = setTimeout(function () {
      live.classList.remove("kb-live-on");
      live.textContent = "";
    }, 2500);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.kb-copy");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    copyAloud(link.href, "已复制链接");
  });

  function copyAloud(text, done) {
    copy(text).then(
      function () { say(done); },
      function () { say("没有复制成功，请用鼠标选中后复制"); }
    );
  }

  /* ---- 只有脚本才有用的控件 ---- */

  all("[data-kb-script]").forEach(function (element) { element.hidden = false; });
  all("[data-kb-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });

  /* ---- 复核期限：the day of reading decides, not that of the build ---- */

  function today() {
    var now = new Date();
    var month = ("0" + (now.getMonth() + 1)).slice(-2);
    return now.getFullYear() + "-" + month + "-" + ("0" + now.getDate()).slice(-2);
  }

  var overdue = all("[data-kb-review]").filter(function (element) {
    element.hidden = element.getAttribute("data-kb-review") >= today();
    return !element.hidden;
  });

  all("[data-kb-due]").forEach(function (row) {
    if (row.getAttribute("data-kb-due") < today()) row.setAttribute("data-late", "逾期");
  });

  all("[data-kb-overdue-count]").forEach(function (element) {
    var count = overdue.filter(function (mark) { return mark.closest("table"); }).length;
    element.textContent = count ? "已过期" + count + "页" : "没有过期的页面";
    element.hidden = false;
  });

  /* ---- 这个月：the list is of the whole year, the day of reading chooses ---- */

  all("[data-kb-month]").forEach(function (block) {
    var month = today().slice(0, 7);
    var number = String(Number(month.slice(5)));
    block.querySelector("h2").textContent = "这个月（" + number + "月）";
    all("li[data-months]", block).forEach(function (task) {
      var days = (task.getAttribute("data-days") || "").split(" ");
      var here = task.getAttribute("data-months").split(" ").indexOf(number) >= 0;
      task.hidden = !here && !days.some(function (day) { return day.slice(0, 7) === month; });
    });
    all("li[data-due]", block).forEach(function (task) {
      task.hidden = task.getAttribute("data-due") > month;
    });
  });

  /* ---- 步骤折叠：print and the addressed step are always open ---- */

  var steps = all("details.kb-step");

  all("[data-kb-fold]").forEach(function (button) {
    button.addEventListener("click", function () {
      var open = steps.some(function (step) { return step.open; });
      steps.forEach(function (step) { step.open = !open; });
      button.textContent = open ? "展开各步骤" : "收起各步骤";
    });
  });

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    var moved = target.querySelector("a.kb-moved-on");
    if (moved && target.classList.contains("kb-moved")) {
      location.replace(moved.href);
      return;
    }
    var step = target.closest("details");
    if (step && !step.open) {
      step.open = true;
      target.scrollIntoView();
    }
  }

  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", function () {
    all("details:not(.kb-cited):not(.kb-citing):not(.kb-flow)").forEach(function (element) { element.open = true; });
  });
  openTarget();

  /* ---- 目录：articles open inside the current chapter ---- */

  var toc = document.querySelector(".kb-toc-fold");

  function follow() {
    var links = all(".md-nav__link--active", toc);
    var current = links[links.length - 1];
    all(".kb-open", toc).forEach(function (item) { item.classList.remove("kb-open"); });
    for (var item = current; item && item !== toc; item = item.parentElement) {
      if (item.tagName === "LI") item.classList.add("kb-open");
    }
  }

  if (toc) {
    toc.classList.add("kb-toc-live");
    new MutationObserver(function (records) {
      var moved = records.some(function (record) { return record.target.tagName === "A"; });
      if (moved) follow();
    }).observe(toc, { subtree: true, attributes: true, attributeFilter: ["class"] });
    follow();
  }

  /* ---- 地址里的选择：kept in the fragment, so it can be sent and survives “后退” ---- */

  function readFragment() {
    var choice = {};
    location.hash.slice(1).split("&").forEach(function (pair) {
      var cut = pair.indexOf("=");
      if (cut < 1) return;
      try {
        choice[pair.slice(0, cut)] = decodeURIComponent(pair.slice(cut + 1));
      } catch (error) {
        choice[pair.slice(0, cut)] = "";
      }
    });
    return choice;
  }

  function fragment(choice) {
    var pairs = Object.keys(choice).filter(function (key) { return choice[key]; });
    return pairs.map(function (key) {
      return key + "=" + encodeURIComponent(choice[key].replace(LONE_SURROGATE, "\ufffd"));
    }).join("&");
  }

  function writeFragment(choice) {
    var text = fragment(choice);
    history.replaceState(null, "", text ? "#" + text : location.href.split("#")[0]);
  }

  /* ---- 搜索：its code and data are loaded by <script> on first use, on file:// too ---- */

  var base = JSON.parse(document.getElementById("__config").textContent).base;
  var scripts = {};

  function load(path) {
    scripts[path] = scripts[path] || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = KB.base + path;
      script.onload = function () {
        document.head.removeChild(script);
        resolve();
      };
      script.onerror = function () {
        delete scripts[path];
        reject(new Error("读不到 " + path));
      };
      document.head.appendChild(script);
    });
    return scripts[path];
  }

  var KB = window.KB = {
    base: base.replace(/\/$/, "") + "/",
    load: load,
    copy: copyAloud,
    fragment: fragment,
    readFragment: readFragment,
    writeFragment: writeFragment,
    packAddress: function (ids) { return KB.base + "pack.html#" + fragment({ pick: ids.join(",") }); },

    /* loadCitations() → Promise of KB.citations; see docs/assets/citations/find.js. */
    loadCitations: function () {
      var parts = ["table", "grammar", "numerals", "provisions", "names", "reading", "find"];
      return Promise.all(parts.map(function (part) {
        return load("assets/citations/" + part + ".js");
      })).then(function () { return KB.citations; });
    },

    /* search(query, {types, years, limit}) → Promise<{total, hits}>; see hooks/kb/search/client/engine.js. */
    search: function (query, options) {
      return load("assets/search.js").then(function () {
        return KB.runSearch(query, options || {});
      });
    }
  };

  all("[data-kb-box]").forEach(function (input) {
    input.addEventListener("focus", function () {
      load("assets/search.js").then(function () { KB.openBox(input); }, function () { say("搜索没有装好，请刷新页面"); });
    }, { once: true });
  });

  /* The words of the search that led here are marked. */
  try {
    var found = JSON.parse(sessionStorage.getItem("kb-found"));
    sessionStorage.removeItem("kb-found");
    if (found && new URL(KB.base + found.url, location.href).href === location.href) {
      load("assets/search.js").then(function () { KB.markFound(found.words); });
    }
  } catch (error) {
    /* Storage is forbidden: nothing is marked. */
  }

  function searchPage(query) {
    return KB.base + "search.html" + (query ? "#" + fragment({ q: query }) : "");
  }

  all("[data-kb-search]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (form.hasAttribute("data-kb-search-here")) return;
      location.href = searchPage(form.querySelector("input").value.trim());
    });
  });

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    var wanted = (event.key === "/" && !typing) || ((event.key || "").toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!wanted || event.altKey || event.isComposing) return;
    event.preventDefault();
    var box = all("#kb-query, #kb-header-query").filter(function (one) { return one.offsetParent; })[0];
    if (box) {
      box.focus();
      box.select();
    } else {
      location.href = searchPage("");
    }
  });

  var lost = document.getElementById("kb-lost");
  if (lost) {
    var words = location.pathname.split("/").pop().replace(/\.html?$/, "").replace(/[-_]+/g, " ");
    try {
      words = decodeURIComponent(words);
    } catch (error) {
      /* Not percent-encoded text: the words stay as they are. */
    }
    lost.hidden = !words;
    lost.querySelector("span").textContent = words;
    lost.querySelector("a").href = searchPage(words);
  }

  if (document.querySelector("[data-kb-search-here]")) load("assets/search-page.js");
  if (document.querySelector("[data-kb-verify]")) load("assets/verify/page.js");
  if (document.querySelector("[data-kb-sheet]")) load("assets/onepage.js");
  if (document.querySelector("[data-kb-quiz]")) load("assets/selftest/page.js");
  if (document.querySelector("[data-kb-decks]")) load("assets/training/list.js");

  /* ---- 自选会议包：only where the edition has its page, to which the menu leads ---- */

  function inPack() {
    try {
      return sessionStorage.getItem("kb-pack");
    } catch (error) {
      return "";
    }
  }

  var packPage = document.querySelector(".md-nav a[href$='pack.html']");
  if (document.querySelector("[data-kb-pack-list]")) load("assets/pack/page.js");
  else if (packPage && (inPack() || document.querySelector(".kb-article, .kb-step, [data-kb-whole]"))) load("assets/pack/add.js");
  if (document.querySelector("[data-kb-decide]")) load("assets/decide/page.js");
  if (document.querySelector("[data-kb-counting]")) load("assets/counting/page.js");

  /* ---- 引用：cards and citations to copy, loaded where they are wanted ---- */

  var CITING = "assets/citing.js";
  var CITES = "a.kb-cite, a.code, a.kb-term, .kb-links a, .kb-version a";

  function cited(event) {
    return event.target.closest ? event.target.closest(CITES) : null;
  }

  ["mouseover", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var link = cited(event);
      if (link) load(CITING).then(function () { KB.showCard(link); });
    });
  });
  ["mouseout", "focusout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (KB.leaveCard && cited(event)) KB.leaveCard();
    });
  });
  if (document.querySelector("[data-kb-quoted]")) load(CITING);

  /* ---- 列表筛选 ---- */

  var filter = document.querySelector("[data-kb-filter]");

  function narrow() {
    var selects = all("select", filter);
    var shown = 0;
    all(".kb-list > li").forEach(function (row) {
      row.hidden = !selects.every(function (select) {
        var words = (row.getAttribute("data-" + select.name) || "").split("|");
        return !select.value || words.indexOf(select.value) >= 0;
      });
      if (!row.hidden) shown += 1;
    });
    document.querySelector("[data-kb-count]").textContent = "共" + shown + (filter.getAttribute("data-kb-filter") || "篇");
    document.querySelector("[data-kb-empty]").hidden = shown > 0;
  }

  function restore() {
    var choice = readFragment();
    all("select", filter).forEach(function (select) {
      select.value = choice[select.name] || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    narrow();
  }

  if (filter) {
    filter.addEventListener("change", function () {
      var choice = {};
      all("select", filter).forEach(function (select) { choice[select.name] = select.value; });
      writeFragment(choice);
      narrow();
    });
    filter.addEventListener("reset", function () {
      setTimeout(function () {
        writeFragment({});
        narrow();
      });
    });
    filter.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("hashchange", restore);
    restore();
  }
})();
