/* The list under a search box: a combobox as WAI-ARIA describes it. */
var Box = (function () {
  var SHOWN = 14;
  var OF_EACH = 5;
  var PAUSE = 60;
  var made = 0;

  function open(input) {
    var list = Hits.element("div", "kb-box");
    var status = Hits.element("p", "kb-hidden");
    var active = -1;
    var options = [];
    var latest = 0;
    var waiting;
    made += 1;
    list.id = "kb-box-" + made;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "搜索结果");
    list.hidden = true;
    status.setAttribute("role", "status");
    input.form.appendChild(list);
    input.form.appendChild(status);
    input.setAttribute("aria-controls", list.id);

    function close() {
      latest += 1;
      clearTimeout(waiting);
      list.hidden = true;
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    }

    function choose(index) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      if (options[active]) {
        options[active].setAttribute("aria-selected", "true");
        options[active].scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", options[active].id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function option(hit, words) {
      var row = Hits.fill(Hits.element("div", "kb-box-option"), Hits.element("span", "kb-row-title"), hit);
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.id = list.id + "-" + options.length;
      row.kbGo = function () {
        Hits.remember(hit.url, words);
        location.href = KB.base + hit.url;
      };
      options.push(row);
      return row;
    }

    function show(answer) {
      var before = options[active] && options[active].kbId;
      list.textContent = "";
      options = [];
      if (answer.repaired) list.appendChild(Hits.element("p", "kb-box-note", "显示“" + answer.repaired + "”的结果"));
      if (answer.missing) list.appendChild(Hits.element("p", "kb-box-note", "本站没有收录" + answer.missing));
      Hits.groups(answer.hits).forEach(function (pair) {
        var group = Hits.element("div", "kb-box-group");
        var name = Hits.element("p", "kb-box-name", KB.searchTypes[pair[0]]);
        name.id = list.id + "-" + pair[0];
        group.setAttribute("role", "group");
        group.setAttribute("aria-labelledby", name.id);
        group.appendChild(name);
        pair[1].slice(0, OF_EACH).forEach(function (hit) {
          var row = option(hit, answer.words);
          row.kbId = hit.id;
          group.appendChild(row);
        });
        list.appendChild(group);
      });
      if (!answer.total) list.appendChild(Hits.element("p", "kb-box-note", "没有找到；按回车看怎样搜更容易找到"));
      else list.appendChild(Hits.element("p", "kb-box-note", "共" + answer.total + "处，按回车看全部"));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(options.findIndex(function (row) { return before && row.kbId === before; }));
    }

    /* The first hit as soon as it is there, then the others; an answer that is overtaken is dropped. */
    function ask() {
      var query = input.value.trim();
      var mine = latest += 1;
      if (!query) {
        close();
        return;
      }
      [1, SHOWN].reduce(function (before, limit) {
        return before.then(function () {
          return mine === latest ? KB.runSearch(query, { limit: limit, excerpts: limit }) : null;
        }).then(function (answer) {
          if (!answer || mine !== latest) return;
          show(answer);
          if (limit > 1) status.textContent = answer.total ? "找到" + answer.total + "处" : "没有找到";
        });
      }, Promise.resolve()).catch(function (error) {
        if (mine !== latest) return;
        list.textContent = "";
        options = [];
        list.appendChild(Hits.element("p", "kb-box-note", error.message + "。请刷新页面；仍不行请报告维护人员。"));
        list.hidden = false;
        status.textContent = "搜索没有装好";
      });
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    }

    /* While an input method is composing, the letters in the box are not yet the query. */
    input.addEventListener("input", function (event) {
      if (!event.isComposing) later();
    });
    input.addEventListener("compositionend", later);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          ask();
          return;
        }
        var step = event.key === "ArrowDown" ? 1 : -1;
        var many = options.length + 1;
        choose((active + 1 + step + many) % many - 1);
      } else if (event.key === "Enter" && options[active] && !list.hidden) {
        event.preventDefault();
        options[active].kbGo();
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Tab") {
        close();
      }
    });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var row = event.target.closest("[role=option]");
      if (row) row.kbGo();
    });
    input.addEventListener("blur", close);
    Store.ready().then(function () {
      if (input.value.trim() && document.activeElement === input) ask();
    }, function () {
      /* The next key asks again and says what is wrong. */
    });
  }

  KB.openBox = open;

  return {};
})();
