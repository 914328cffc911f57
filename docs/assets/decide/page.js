/* 要不要上会: answers go from page to page in the fragment, `jinji=deng&zhichu-jine=dadao_180`; the
 * number behind an answer is the one that was typed. Without this the pages are plain links. */
(function (KB) {
  "use strict";

  var root = document.querySelector("[data-kb-decide]");
  var here = root.getAttribute("data-kb-decide");
  var broken = root.querySelector("[data-kb-decide-broken]");
  var section = root.querySelector("[data-kb-decide-way]");
  var form = root.querySelector("[data-kb-decide-number]");
  var links = Array.prototype.slice.call(root.querySelectorAll("[data-kb-answer]"));
  var plain = {};

  links.forEach(function (link) { plain[link.getAttribute("data-kb-answer")] = link.getAttribute("href"); });

  function own(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
  }

  /* Limits are in 元; people type 万元. */
  function within(answer, typed) {
    var number = answer.unit === "元" ? typed * 10000 : typed;
    return !(answer.atLeast !== undefined && number < answer.atLeast) &&
      !(answer.below !== undefined && number >= answer.below);
  }

  function amount(text) {
    var wide = text.replace(/[０-９．]/g, function (sign) {
      return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
    });
    var found = /^(\d{1,9}(?:\.\d{1,6})?)$/.exec(wide.trim().replace(/[,，]/g, "").replace(/\s*(?:万元?|%)$/, ""));
    return found && Number(found[1]) > 0 ? Number(found[1]) : null;
  }

  /* Return the answers in order, and where they lead; null if they do not fit the questions. */
  function walk(choice) {
    var way = [];
    var node = KB.decisions.start;
    var keys = Object.keys(choice);
    while (own(choice, node) !== undefined && way.length < keys.length) {
      var question = KB.decisions.nodes[node];
      var parts = choice[node].split("_");
      var answer = question.answers && own(question.answers, parts[0]);
      var typed = parts.length === 2 ? amount(parts[1]) : null;
      if (!answer || parts.length > 2 || (parts.length === 2 && (typed === null || !within(answer, typed)))) return null;
      way.push({ id: node, value: choice[node], question: question, answer: answer, typed: typed });
      node = answer.next;
      if (!own(KB.decisions.nodes, node)) return null;
    }
    return way.length === keys.length ? { way: way, end: node } : null;
  }

  function chosen(way) {
    var choice = {};
    way.forEach(function (step) { choice[step.id] = step.value; });
    return choice;
  }

  function address(node, way) {
    var text = KB.fragment(chosen(way));
    return KB.base + KB.decisions.nodes[node].url + (text ? "#" + text : "");
  }

  function element(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function tell(way) {
    var list = section.querySelector("dl");
    section.hidden = !way.length;
    list.textContent = "";
    way.forEach(function (step, place) {
      var line = document.createElement("div");
      var number = step.typed === null ? "" : step.typed + (step.answer.unit === "元" ? "万元，" : "%，");
      var change = element("a", "改");
      var last = document.createElement("dd");
      change.href = address(step.id, way.slice(0, place));
      change.setAttribute("aria-label", "改：" + step.question.ask);
      last.appendChild(change);
      line.appendChild(element("dt", step.question.ask));
      line.appendChild(element("dd", number + step.answer.text));
      line.appendChild(last);
      list.appendChild(line);
    });
  }

  function lead(way) {
    links.forEach(function (link) {
      var choice = chosen(way);
      choice[here] = link.getAttribute("data-kb-answer");
      link.href = plain[choice[here]] + "#" + KB.fragment(choice);
    });
  }

  var way = [];

  function restore() {
    var text = location.hash.slice(1);
    var anchor = text.indexOf("=") < 0;
    var choice = anchor ? readWay() : KB.readFragment();
    var found = anchor || Object.keys(choice).length ? walk(choice) : null;
    if (found && found.end === here) {
      way = found.way;
      if (!anchor) broken.hidden = true;
      if (!text && way.length) KB.writeFragment(chosen(way));
      tell(way);
      lead(way);
    } else if (here !== KB.decisions.start && anchor) {
      lead([]); /* Several ways lead here, and nobody says which was taken. */
    } else if (found && here === KB.decisions.start) {
      location.replace(address(found.end, found.way));
    } else if (here === KB.decisions.start) {
      broken.hidden = false;
      KB.writeFragment({});
      restore();
    } else {
      location.replace(KB.base + KB.decisions.nodes[KB.decisions.start].url + "#old=1");
    }
  }

  /* The answers that the page itself states, where one way only leads to it. */
  function readWay() {
    var choice = {};
    (root.getAttribute("data-kb-way") || "").split("&").forEach(function (pair) {
      var cut = pair.indexOf("=");
      if (cut > 0) choice[pair.slice(0, cut)] = pair.slice(cut + 1);
    });
    return choice;
  }

  if (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var input = form.querySelector("input");
      var typed = amount(input.value);
      var answers = KB.decisions.nodes[here].answers;
      var id = typed !== null && Object.keys(answers).filter(function (key) { return within(answers[key], typed); })[0];
      if (!id) {
        form.querySelector("[role=alert]").textContent = "请写一个大于0的数，例如180或者12.5";
        input.focus();
        return;
      }
      var step = { id: here, value: id + "_" + typed };
      location.href = address(answers[id].next, way.concat([step]));
    });
  }

  var copy = root.querySelector("[data-kb-decide-copy]");
  if (copy) {
    copy.addEventListener("click", function () {
      KB.copy(new URL(address(KB.decisions.start, way), location.href).href, "已复制地址");
    });
  }

  KB.load("assets/decide-tree.js").then(function () {
    window.addEventListener("hashchange", restore);
    restore();
  });
})(window.KB);
