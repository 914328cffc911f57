/* The page 引用核验: a draft, the findings, their places. Text is set as text, never as HTML; nothing
 * is sent or kept. */
(function (KB) {
  "use strict";

  var TONES = [["bad", "要改"], ["old", "改过"], ["unsure", "核对不了"], ["good", "存在"]];
  var BADGES = { bad: "kb-red", old: "kb-amber", unsure: "kb-grey", good: "kb-green" };
  var form = document.querySelector("[data-kb-verify]");
  var draft = form.querySelector("textarea");
  var day = form.querySelector("input");
  var status = document.querySelector("[data-kb-verify-status]");
  var results = document.querySelector("[data-kb-verify-results]");
  var tones = document.querySelector("[data-kb-verify-tones]");
  var list = document.querySelector("[data-kb-verify-list]");
  var place = document.querySelector("[data-kb-verify-text]");
  var shownDay = document.querySelector("[data-kb-verify-day]");
  var tone = "";

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function linked(text, href, name) {
    var link = element("a", name, text);
    link.href = href;
    return link;
  }

  function today() {
    var now = new Date();
    function two(number) { return String(number).padStart(2, "0"); }
    return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  }

  /* A note: what it is in a word, the article as a link, the rest. */
  function line(note, finding) {
    var row = element("li");
    var cut = note.text.indexOf("：");
    var label = cut < 0 ? note.text : note.text.slice(0, cut);
    row.appendChild(element("span", "kb-badge " + BADGES[note.tone], label));
    var subject = finding.name + note.subject;
    row.appendChild(note.url ? linked(subject, note.url) : element("span", "", subject));
    if (cut >= 0) row.appendChild(document.createTextNode("　" + note.text.slice(cut + 1)));
    if (note.now) {
      row.appendChild(document.createTextNode("　"));
      row.appendChild(linked(/^code/.test(note.kind) ? "看现在的内容" : "看现在的条文", note.now));
    }
    return row;
  }

  function item(finding, number, inLine) {
    var row = element("li", "kb-finding");
    row.id = "kb-finding-" + number;
    row.value = number;
    row.setAttribute("data-tone", finding.tone);
    var head = element("p", "kb-finding-head");
    head.appendChild(linked(finding.words, "#kb-place-" + number, "kb-finding-words"));
    head.appendChild(element("span", "kb-finding-place", "第" + inLine + "行"));
    row.appendChild(head);
    var notes = element("ul");
    finding.notes.forEach(function (note) { notes.appendChild(line(note, finding)); });
    row.appendChild(notes);
    return row;
  }

  function showText(text, findings) {
    var at = 0;
    place.textContent = "";
    findings.forEach(function (finding, index) {
      var mark = linked(finding.words, "#kb-finding-" + (index + 1), "kb-place kb-place-" + finding.tone);
      mark.id = "kb-place-" + (index + 1);
      mark.appendChild(element("sup", "", String(index + 1)));
      place.appendChild(document.createTextNode(text.slice(at, finding.start)));
      place.appendChild(mark);
      at = finding.end;
    });
    place.appendChild(document.createTextNode(text.slice(at)));
  }

  function showList(text, findings) {
    var inLine = 1;
    var at = 0;
    list.textContent = "";
    findings.forEach(function (finding, index) {
      inLine += text.slice(at, finding.start).split("\n").length - 1;
      at = finding.start;
      list.appendChild(item(finding, index + 1, inLine));
    });
  }

  function narrow() {
    Array.prototype.forEach.call(list.children, function (row) {
      row.hidden = Boolean(tone) && row.getAttribute("data-tone") !== tone;
    });
    Array.prototype.forEach.call(tones.children, function (button) {
      button.setAttribute("aria-pressed", String(button.value === tone));
    });
  }

  function showTones(findings) {
    tones.textContent = "";
    [["", "全部"]].concat(TONES).forEach(function (pair) {
      var count = findings.filter(function (one) { return !pair[0] || one.tone === pair[0]; }).length;
      if (!count) return;
      var button = element("button", "", pair[1] + " " + count);
      button.type = "button";
      button.value = pair[0];
      button.addEventListener("click", function () {
        tone = pair[0];
        narrow();
      });
      tones.appendChild(button);
    });
  }

  function summary(findings) {
    if (!findings.length) return "没有找到引用，也没有编号。引用要写规则的名称和条号，例如《公职人员政务处分法》第三十三条；编号例如AL-004。";
    var counts = TONES.map(function (pair) {
      var count = findings.filter(function (one) { return one.tone === pair[0]; }).length;
      return count ? pair[1] + count + "处" : "";
    });
    return "共" + findings.length + "处引用和编号：" + counts.filter(Boolean).join("，") + "。";
  }

  function show(text, findings) {
    tone = "";
    findings.forEach(function (finding) { finding.words = text.slice(finding.start, finding.end); });
    status.textContent = summary(findings);
    shownDay.textContent = KB.citations.chineseDate(day.value);
    showTones(findings);
    showList(text, findings);
    showText(text, findings);
    narrow();
    results.hidden = !findings.length;
  }

  function clear(message) {
    status.textContent = message;
    results.hidden = true;
    [tones, list, place].forEach(function (holder) { holder.textContent = ""; });
  }

  function check() {
    var text = draft.value;
    if (!text.trim()) {
      clear("先把草稿粘贴到上面的框里。");
      draft.focus();
      return;
    }
    status.textContent = "正在核对…";
    Promise.all([
      KB.loadCitations(), KB.load("assets/verify/register.js"), KB.load("assets/verify/check.js")
    ]).then(function () {
      show(text, KB.citations.check(text, day.value));
    }, function () {
      clear("核对用的数据读不到，请重新打开本页再试。");
    });
  }

  day.value = today();
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    check();
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    draft.value = "";
    day.value = today();
    clear("");
    draft.focus();
  });
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      check();
    }
  });
})(window.KB);
