/* 到会与计票: the reckoning, step by step. The least numbers come from the page, which has them from
 * the unit's data; nothing is stored, the numbers are in the fragment. */
(function (KB) {
  "use strict";

  var form = document.querySelector("[data-kb-counting]");
  var fault = form.querySelector("[data-kb-count-fault]");
  var result = document.querySelector("[data-kb-count-result]");
  var verdict = result.querySelector("[data-kb-count-verdict]");
  var list = result.querySelector("[data-kb-count-steps]");
  var openings = form.getAttribute("data-openings").split(" ").map(Number);
  var NAMES = { due: "应到", present: "到会", written: "请假并交书面意见", withdrawn: "本议题回避", yes: "赞成", no: "反对", abstained: "弃权" };
  var VOTES = ["yes", "no", "abstained"];

  function Bad(name, text) {
    this.name = name;
    this.text = text;
  }

  function ballot() {
    return form.querySelector("input[name=kind]:checked");
  }

  function least(from, key, due) {
    return Number(from.getAttribute(key).split(" ")[due - 1]);
  }

  function number(name) {
    var text = form.elements[name].value.trim().replace(/[０-９]/g, function (sign) {
      return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
    }).replace(/人$/, "");
    if (!text) throw new Bad(name, "请填“" + NAMES[name] + "”的人数");
    if (!/^\d{1,4}$/.test(text)) throw new Bad(name, "“" + NAMES[name] + "”要写成0以上的整数，例如5");
    return Number(text);
  }

  /* Return the numbers; throw a Bad for the first that cannot be. */
  function numbers() {
    var n = { due: number("due"), present: number("present"), written: number("written"), withdrawn: number("withdrawn") };
    if (!n.due) throw new Bad("due", "“应到”至少1人");
    if (n.due > openings.length) throw new Bad("due", "“应到”最多按" + openings.length + "人计算，请核对");
    if (n.present > n.due) throw new Bad("present", "到会" + n.present + "人，比应到" + n.due + "人多，请核对；列席人员不算");
    if (n.written > n.due - n.present) {
      throw new Bad("written", "没有到会的只有" + (n.due - n.present) + "人，交书面意见的不会有" + n.written + "人");
    }
    if (n.withdrawn > n.present) throw new Bad("withdrawn", "到会" + n.present + "人，回避的不会有" + n.withdrawn + "人");
    n.voters = n.present - n.withdrawn;
    n.voted = VOTES.some(function (name) { return form.elements[name].value.trim(); });
    if (n.voted) {
      VOTES.forEach(function (name) { n[name] = number(name); });
      var cast = n.yes + n.no + n.abstained;
      if (cast !== n.voters) {
        throw new Bad("yes", "赞成、反对、弃权合计" + cast + "人，参加表决的是" + n.voters + "人，对不上；书面意见不计票");
      }
    }
    return n;
  }

  /* Return what may be done, and how that was reckoned. */
  function reckon(n, kind) {
    var opening = openings[n.due - 1];
    var quorum = least(kind, "data-quorums", n.due);
    var majority = least(kind, "data-majorities", n.due);
    var absent = n.due - n.present;
    var steps = ["开会：要" + form.getAttribute("data-opening") + "。应到" + n.due + "人，至少" + opening + "人；到会" + n.present + "人，" +
      (n.present >= opening ? "可以开会。" : "不能开会。")];
    if (n.present < opening) {
      return { verdict: "不能开会，不讨论、不表决", steps: steps.concat("到会差" + (opening - n.present) + "人，另定时间。会后征求意见、补签不能改变到会人数。") };
    }
    steps.push("这个议题的到会人数：到会" + n.present + "人，减去回避" + n.withdrawn + "人，是" + n.voters + "人。" +
      (absent ? "没有到会的" + absent + "人不计入" + (n.written ? "，其中" + n.written + "人的书面意见宣读、记入记录，不计票" : "") + "。" : "") +
      "应到仍是" + n.due + "人，不因请假、回避减少。");
    steps.push(kind.getAttribute("data-title") + "：要" + kind.getAttribute("data-quorum") + "到会。应到" + n.due + "人，至少" + quorum + "人；现在" + n.voters + "人，" +
      (n.voters >= quorum ? "够。" : "差" + (quorum - n.voters) + "人。"));
    if (n.voters < quorum) {
      steps.push(n.present >= quorum ?
        "到会本来够，因回避达不到规定人数：向区委请示后办理。" :
        "另择时间，或者等人数够了再议；不先议后补。");
      return { verdict: "不能讨论、表决这个议题", steps: steps };
    }
    steps.push("通过：赞成的要" + kind.getAttribute("data-majority") + "，以应到" + n.due + "人为准，不以到会" + n.voters + "人为准，至少" + majority + "人赞成。" +
      (n.voters < majority ? "现在参加表决的只有" + n.voters + "人，全部赞成也不能通过。" :
        n.voters === majority ? "现在参加表决的正好" + n.voters + "人，要全部赞成。" :
          "现在参加表决的" + n.voters + "人里，不赞成的不能超过" + (n.voters - majority) + "人。"));
    steps.push("表决：" + kind.getAttribute("data-how") + "；主持人最后表态；当场宣布结果。");
    if (!n.voted) return { verdict: "可以表决，至少" + majority + "人赞成为通过", steps: steps };
    steps.push("票数：赞成" + n.yes + "人，反对" + n.no + "人，弃权" + n.abstained + "人，合计" + n.voters + "人，与参加表决的人数一致。赞成" +
      (n.yes >= majority ? "达到" : "不到") + majority + "人。");
    return { verdict: n.yes >= majority ? "通过" : "没有通过", steps: steps };
  }

  function refuse(bad) {
    fault.textContent = bad.text;
    Object.keys(NAMES).forEach(function (name) {
      form.elements[name].setAttribute("aria-invalid", String(name === bad.name));
    });
    result.hidden = true;
  }

  function show() {
    var n;
    try {
      n = numbers();
    } catch (bad) {
      if (!(bad instanceof Bad)) throw bad;
      refuse(bad);
      return bad.name;
    }
    refuse(new Bad("", ""));
    var said = reckon(n, ballot());
    verdict.textContent = said.verdict;
    list.textContent = "";
    said.steps.forEach(function (text) {
      var item = document.createElement("li");
      item.textContent = text;
      list.appendChild(item);
    });
    result.hidden = false;
    return "";
  }

  function chosen() {
    var choice = { kind: ballot().value };
    Object.keys(NAMES).forEach(function (name) { choice[name] = form.elements[name].value.trim(); });
    return choice;
  }

  /* An address that names no numbers is an ordinary one; one that names bad numbers is told so. */
  function restore() {
    var choice = KB.readFragment();
    if (!Object.keys(choice).length) return;
    Object.keys(NAMES).forEach(function (name) {
      if (choice[name] !== undefined) form.elements[name].value = choice[name].slice(0, 8);
    });
    var kinds = Array.prototype.filter.call(form.querySelectorAll("input[name=kind]"), function (one) { return one.value === choice.kind; });
    if (kinds.length) kinds[0].checked = true;
    else if (choice.kind) return refuse(new Bad("", "地址里的议题种类现在没有，请重新选"));
    if (VOTES.some(function (name) { return choice[name]; })) form.querySelector("details").open = true;
    if (choice.due) show();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var wrong = show();
    KB.writeFragment(chosen());
    if (wrong) form.elements[wrong].focus();
    else verdict.focus();
  });
  form.addEventListener("change", function (event) {
    if (event.target.name !== "kind" || result.hidden) return;
    show();
    KB.writeFragment(chosen());
  });
  form.querySelector("[data-kb-count-clear]").addEventListener("click", function () {
    form.reset();
    refuse(new Bad("", ""));
    KB.writeFragment({});
    form.elements.due.focus();
  });
  result.querySelector("[data-kb-count-copy]").addEventListener("click", function () {
    KB.copy(location.href, "已复制地址");
  });

  window.addEventListener("hashchange", restore);
  restore();
})(window.KB);
