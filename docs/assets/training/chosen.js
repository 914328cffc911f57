/* What a reader has chosen, as slides or as a handout: #pick=gouwuka,jilv-chufen-2023#art-97 …
 *
 * The words come by <script> (it works on file:// too): cases from assets/slides, articles, steps
 * and terms from assets/cards. How much a slide holds is measured as in hooks/kb/training/fitting.py. */
(function () {
  "use strict";

  var KB = window.KB;
  var form = document.currentScript.dataset.form;
  var main = document.querySelector("main");
  var told = document.querySelector("[data-kb-told]");
  var decks = {};
  var cards = {};
  var AGAIN = "（续）";

  KB.deck = function (key, data) { decks[key] = data; };
  KB.cards = function (url, data) { cards[url] = data; };

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* ---- what was chosen ---- */

  function picks() {
    return (KB.readFragment().pick || "").split(",").filter(Boolean);
  }

  /* Cases by their data, once however often they were chosen; other places by their cards. */
  function collect(ids) {
    return KB.load("assets/search.js").then(function () { return KB.places(ids); }).then(function (hits) {
      var seen = {};
      return Promise.all(hits.map(function (hit) {
        var key = hit.type === "case" ? hit.id.split("#")[0] : hit.id;
        if (seen[key]) return null;
        seen[key] = true;
        return hit.type === "case" ? deck(key) : card(hit);
      }));
    }).then(function (found) { return found.filter(Boolean); });
  }

  function deck(key) {
    return KB.load("assets/slides/" + key + ".js").then(function () { return decks[key]; }, function () { return null; });
  }

  /* An article, a step or a term as a deck of its own; of a whole page only what it is about. */
  function card(hit) {
    var url = hit.url.split("#")[0];
    var anchor = hit.url.split("#")[1] || "";
    return KB.load("assets/cards/" + url.replace(/\.html$/, ".js")).then(function () {
      var data = cards[url];
      var part = data.parts[anchor];
      var lines = [["note", [[hit.code, data.meta].filter(Boolean).join("　")]]];
      if (part && part[2]) lines.push(["note", [part[2]]]);
      (part ? part[1] : [["", data.summary]]).forEach(function (line) {
        lines.push([/^[（(][一二三四五六七八九十]+[）)]/.test(line[1]) ? "item" : "text", [line[1]]]);
      });
      var title = part ? data.title + (/^第/.test(part[0]) ? "" : "　") + part[0] : data.title;
      return { code: hit.code, title: title, url: hit.url, slides: split(title, hit, lines) };
    }, function () { return null; });
  }

  /* ---- how much a slide holds ---- */

  function width(text) {
    return Array.from(text).reduce(function (sum, one) { return sum + (one < "\u0100" ? 0.62 : 1); }, 0);
  }

  function height(line) {
    var measure = KB.measures.lines[line[0]];
    var rows = Math.max(1, Math.ceil(width(line[1][0]) * measure[0] / measure[1]));
    return rows * measure[2] + measure[3];
  }

  /* A long paragraph cut at the ends of sentences. */
  function cut(line) {
    var made = [""];
    line[1][0].split(/(?<=[。；！？])/).forEach(function (sentence) {
      if (made[made.length - 1] && (made[made.length - 1] + sentence).length > 200) made.push("");
      made[made.length - 1] += sentence;
    });
    return made.map(function (text) { return [line[0], [text]]; });
  }

  function split(title, hit, lines) {
    var groups = [[]];
    var taken = 0;
    [].concat.apply([], lines.map(cut)).forEach(function (line) {
      if (taken + height(line) > KB.measures.height) {
        groups.push([]);
        taken = 0;
      }
      groups[groups.length - 1].push(line);
      taken += height(line);
    });
    return groups.map(function (group, at) {
      var name = groups.length > 1 ? title + "（" + (at + 1) + "/" + groups.length + "）" : title;
      return [title, "plain", name, [hit.code, stamp()].filter(Boolean).join("　"), [], group];
    });
  }

  function stamp() {
    return document.body.getAttribute("data-kb-stamp");
  }

  /* ---- what is shown ---- */

  function addRuns(holder, runs) {
    runs.forEach(function (run) {
      if (typeof run === "string") {
        holder.appendChild(document.createTextNode(run));
        return;
      }
      var link = element("a", "", run[0]);
      link.href = KB.base + run[1];
      holder.appendChild(link);
    });
    return holder;
  }

  function tableOf(rows, head) {
    var table = element("table");
    if (head.length) {
      var names = table.createTHead().insertRow();
      head.forEach(function (name) {
        var cell = element("th", "", name);
        cell.scope = "col";
        names.appendChild(cell);
      });
    }
    var body = table.createTBody();
    rows.forEach(function (row) {
      var made = body.insertRow();
      addRuns(made.insertCell(), row[1]);
      var beside = made.insertCell();
      row[2].forEach(function (run) {
        if (run === "；") beside.appendChild(element("br"));
        else addRuns(beside, [run]);
      });
    });
    return table;
  }

  function addLines(holder, lines, head) {
    lines.forEach(function (line, at) {
      if (line[0] !== "row") {
        var made = addRuns(element("p", line[0]), line[1]);
        if (line[0] === "again") made.appendChild(document.createTextNode(AGAIN));
        holder.appendChild(made);
      } else if (!at || lines[at - 1][0] !== "row") {
        var rows = lines.slice(at);
        var end = rows.findIndex(function (row) { return row[0] !== "row"; });
        holder.appendChild(tableOf(end < 0 ? rows : rows.slice(0, end), head));
      }
    });
  }

  /* The QR code, drawn anew from its size and its path. */
  function drawn(svg, name) {
    var space = "http://www.w3.org/2000/svg";
    var made = document.createElementNS(space, "svg");
    made.setAttribute("class", "kb-qr");
    made.setAttribute("viewBox", /viewBox="([\d ]+)"/.exec(svg)[1]);
    made.setAttribute("width", "20mm");
    made.setAttribute("height", "20mm");
    made.setAttribute("aria-hidden", "true");
    svg.match(/<path [^>]+>/g).forEach(function (text) {
      var path = document.createElementNS(space, "path");
      text.match(/(fill|stroke|d)="[^"]+"/g).forEach(function (pair) {
        path.setAttribute(pair.split("=")[0], pair.split('"')[1]);
      });
      made.appendChild(path);
    });
    var holder = element("span", "qr");
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", "二维码：" + name);
    holder.appendChild(made);
    return holder;
  }

  function address(one) {
    var made = element("p", "address");
    if (one.qr) made.appendChild(drawn(one.qr, one.address));
    made.appendChild(element("span", "", "地址：" + one.address));
    return made;
  }

  function showSlides(found) {
    var cover = { slides: [["", "cover", "本次内容", stamp(), [], found.map(function (one) {
      return ["item", [[one.code, one.title].filter(Boolean).join("　")]];
    }).slice(0, 8)]] };
    var all = [].concat.apply([], [cover].concat(found).map(function (one) {
      return one.slides.map(function (slide) { return [slide, one]; });
    }));
    main.textContent = "";
    all.forEach(function (pair, at) {
      var slide = pair[0];
      var section = element("section", "slide " + slide[1]);
      section.tabIndex = -1;
      section.setAttribute("aria-label", "第" + (at + 1) + "张，共" + all.length + "张");
      section.appendChild(element(at ? "h2" : "h1", "", slide[2]));
      var lines = element("div", "lines");
      addLines(lines, slide[5], slide[4]);
      if (slide[1] === "sources") lines.appendChild(address(pair[1]));
      section.appendChild(lines);
      var foot = element("p", "stamp");
      foot.appendChild(element("span", "", slide[3]));
      foot.appendChild(element("span", "", at + 1 + " / " + all.length));
      section.appendChild(foot);
      main.appendChild(section);
    });
    main.dispatchEvent(new Event("kb-made"));
  }

  function room(count) {
    var made = element("div", "room");
    made.setAttribute("aria-hidden", "true");
    for (var at = 0; at < count; at += 1) made.appendChild(element("i"));
    return made;
  }

  function addPart(article, slides) {
    var first = slides[0];
    var lines = [].concat.apply([], slides.map(function (slide) { return slide[5]; })).filter(function (line) {
      return line[0] !== "again";
    });
    var section = element("section", "part " + first[1]);
    section.appendChild(element("h2", "", first[0]));
    if (first[1] === "questions") {
      lines.forEach(function (line) {
        var question = element("div", "question");
        addLines(question, [line], []);
        question.appendChild(room(3));
        section.appendChild(question);
      });
    } else {
      addLines(section, lines, first[4]);
    }
    article.appendChild(section);
    return section;
  }

  function showHandout(found) {
    main.textContent = "";
    found.forEach(function (one) {
      var article = element("article", "handout");
      var slides = one.slides.slice();
      article.appendChild(element("h1", "", one.title));
      article.appendChild(element("p", "stamp", "讲义　" + slides[0][3]));
      if (slides[0][1] === "cover") addLines(article, slides.shift()[5], []);
      while (slides.length) {
        var same = slides.filter(function (slide) { return slide[0] === slides[0][0]; });
        slides = slides.slice(same.length);
        var section = addPart(article, same);
        if (same[0][1] === "sources") section.appendChild(address(one));
      }
      var notes = element("section", "part notes");
      notes.appendChild(element("h2", "", "笔记"));
      notes.appendChild(room(6));
      article.appendChild(notes);
      main.appendChild(article);
    });
  }

  function show() {
    var ids = picks();
    document.querySelector("[data-kb-same]").hash = location.hash;
    if (!ids.length) {
      told.textContent = "还没有选。请在搜索页勾选，或者在“讲义和幻灯”里勾选，再点“做成幻灯”“做成讲义”。";
      return;
    }
    KB.load("assets/slides/measures.js").then(function () { return collect(ids); }).then(function (found) {
      if (!found.length) {
        told.textContent = "选中的内容这一版里没有。";
      } else if (form === "slides") {
        showSlides(found);
      } else {
        showHandout(found);
      }
    }, function () {
      told.textContent = "没有装好：请刷新页面；仍不行请报告维护人员。";
    });
  }

  window.addEventListener("hashchange", function () { location.reload(); });
  show();
})();
