/* The page 自测: papers from the list that stands on the page. Answers are compared here; nothing is
 * sent or kept. What was chosen is in the fragment, so the address gives the same paper again. */
(function (KB) {
  "use strict";

  var LENGTH = 10;
  var form = document.querySelector("[data-kb-quiz]");
  var list = document.querySelector("[data-kb-quiz-list]");
  var status = document.querySelector("[data-kb-quiz-status]");
  var tools = document.querySelector("[data-kb-quiz-tools]");
  var turn = document.querySelector("[data-kb-quiz-turn]");
  var go = turn.querySelector("button");
  var questions = Array.prototype.slice.call(list.children);
  var paper = [];
  var at = 0;
  var one = false;

  function details(question) { return question.querySelector("details"); }

  function inputs(question) {
    return Array.prototype.slice.call(question.querySelectorAll("input"));
  }

  function chosen(question) {
    return inputs(question).filter(function (input) { return input.checked; })
      .map(function (input) { return input.value; }).join("");
  }

  function right(question) { return chosen(question) === question.getAttribute("data-answer"); }

  function answered(question) { return question.hasAttribute("data-done"); }

  /* FNV-1a: the same seed gives the same paper; a question that is added later moves few others. */
  function rank(text) {
    var hash = 2166136261;
    for (var place = 0; place < text.length; place += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(place), 16777619);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  function draw(pool, seed) {
    return pool.filter(function (question) { return !question.hasAttribute("data-stale"); })
      .map(function (question) { return [rank(seed + ":" + question.id), question]; })
      .sort(function (a, b) { return a[0] - b[0]; })
      .slice(0, LENGTH)
      .map(function (pair) { return pair[1]; });
  }

  function option(value) {
    return Array.prototype.filter.call(form.elements.from.options, function (one) {
      return one.value === value;
    })[0];
  }

  /* The questions of a choice; null where the address names no paper. */
  function pick(choice) {
    if (choice.topic && option("topic=" + choice.topic)) {
      return questions.filter(function (question) {
        return question.getAttribute("data-topic") === choice.topic;
      });
    }
    if (!choice.seed) return null;
    if (!choice.role) return draw(questions, choice.seed);
    var role = option("role=" + choice.role);
    if (!role) return null;
    var topics = role.getAttribute("data-topics").split(" ");
    return draw(questions.filter(function (question) {
      return topics.indexOf(question.getAttribute("data-topic")) >= 0;
    }), choice.seed);
  }

  function newSeed() { return String(Math.floor(Math.random() * 9000) + 1000); }

  function clear(question) {
    question.removeAttribute("data-done");
    inputs(question).forEach(function (input) {
      input.checked = false;
      input.disabled = false;
    });
    question.querySelector("[data-kb-quiz-result]").textContent = "";
    details(question).open = false;
  }

  function mark(question) {
    var result = question.querySelector("[data-kb-quiz-result]");
    var good = right(question);
    var given = chosen(question);
    question.setAttribute("data-done", "");
    inputs(question).forEach(function (input) { input.disabled = true; });
    result.className = "kb-quiz-result " + (good ? "kb-quiz-right" : "kb-quiz-wrong");
    result.textContent = good ? "✓ 答对了" : "✗ " + (given ? "答错了，选的是" + given : "没有作答");
    details(question).hidden = false;
    details(question).open = true;
  }

  function score() {
    var good = paper.filter(function (question) { return answered(question) && right(question); });
    return "共" + paper.length + "题，答对" + good.length + "题";
  }

  function name() {
    var chosenOption = form.elements.from.selectedOptions[0];
    return chosenOption.textContent.replace(/（\d+）$/, "");
  }

  /* One question at a time: only the current one stands, the button goes on. */
  function step() {
    var question = paper[at];
    var last = at === paper.length - 1;
    paper.forEach(function (other) { other.hidden = other !== question; });
    go.textContent = !answered(question) ? "交这一题" : last ? "看结果" : "下一题";
    status.textContent = name() + "：第" + (at + 1) + "题，共" + paper.length + "题";
  }

  function finish() {
    paper.forEach(function (question) {
      if (!answered(question)) mark(question);
      question.hidden = false;
    });
    turn.hidden = true;
    status.textContent = name() + "：" + score() + "。";
    status.focus();
    status.scrollIntoView();
  }

  function next() {
    if (!one) {
      finish();
    } else if (!answered(paper[at])) {
      if (!chosen(paper[at])) {
        status.textContent = "先选一个答案。";
        return;
      }
      mark(paper[at]);
      step();
      status.textContent += right(paper[at]) ? "，答对了" : "，答错了";
    } else if (at === paper.length - 1) {
      finish();
    } else {
      at += 1;
      step();
      inputs(paper[at])[0].focus();
    }
  }

  function showAll() {
    paper = [];
    questions.forEach(function (question) {
      clear(question);
      question.hidden = false;
      details(question).hidden = false;
      list.appendChild(question);
    });
    status.textContent = "全部" + questions.length + "题";
    turn.hidden = true;
    tools.hidden = true;
  }

  function show(choice) {
    var picked = pick(choice);
    if (!picked || !picked.length) {
      showAll();
      return;
    }
    paper = picked;
    at = 0;
    one = choice.as !== "paper";
    questions.forEach(function (question) {
      clear(question);
      question.hidden = true;
      details(question).hidden = true;
    });
    paper.forEach(function (question) {
      question.hidden = false;
      list.appendChild(question);
    });
    form.elements.from.value = choice.topic ? "topic=" + choice.topic
      : choice.role ? "role=" + choice.role : "random";
    form.elements.as.value = one ? "one" : "paper";
    tools.hidden = false;
    tools.querySelector("[data-kb-quiz-do=again]").hidden = Boolean(choice.topic);
    turn.hidden = false;
    if (one) {
      step();
    } else {
      go.textContent = "交卷";
      status.textContent = name() + "：共" + paper.length + "题"
        + (choice.seed ? "，卷号" + choice.seed : "");
    }
  }

  function start() {
    var from = form.elements.from.value.split("=");
    var choice = { as: form.elements.as.value };
    if (from[1]) choice[from[0]] = from[1];
    if (from[0] !== "topic") choice.seed = newSeed();
    KB.writeFragment(choice);
    show(choice);
    status.focus();
  }

  /* A paper is printed whole; its answers only where they are asked for. */
  function print(answers) {
    var state = paper.map(function (question) {
      return [question, question.hidden, details(question).hidden, details(question).open];
    });
    paper.forEach(function (question) {
      question.hidden = false;
      details(question).hidden = !answers;
      details(question).open = answers;
    });
    window.addEventListener("afterprint", function restore() {
      window.removeEventListener("afterprint", restore);
      state.forEach(function (was) {
        was[0].hidden = was[1];
        details(was[0]).hidden = was[2];
        details(was[0]).open = was[3];
      });
    });
    window.print();
  }

  var actions = {
    again: start,
    print: function () { print(false); },
    answers: function () { print(true); },
    copy: function () { KB.copy(location.href, "已复制卷子的地址"); },
    all: function () {
      KB.writeFragment({});
      showAll();
    },
    hand: next
  };

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-kb-quiz-do]");
    if (button) actions[button.getAttribute("data-kb-quiz-do")]();
  });

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    start();
  });

  /* The fragment may name one question instead: the whole list, with that one in sight. */
  function restore() {
    show(KB.readFragment());
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && !paper.length) target.scrollIntoView();
  }

  window.addEventListener("hashchange", restore);
  restore();
})(window.KB);
