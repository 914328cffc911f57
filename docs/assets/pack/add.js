/* “加入会议包” beside articles, steps and whole pages. What was chosen is kept in this tab only, to
 * be carried from page to page; the page of the pack writes it into its own address. */
(function (KB) {
  "use strict";

  var KEY = "kb-pack";
  var page = decodeURIComponent(location.pathname.split("/").pop()).replace(/\.html$/, "");
  var bar;
  var chosen = read();

  function read() {
    try {
      return (sessionStorage.getItem(KEY) || "").split(" ").filter(Boolean);
    } catch (error) {
      return []; /* Storage is forbidden: the choice lasts until the page is left. */
    }
  }

  function keep(ids) {
    chosen = ids;
    try {
      if (ids.length) sessionStorage.setItem(KEY, ids.join(" "));
      else sessionStorage.removeItem(KEY);
    } catch (error) {
      /* As above. */
    }
    show();
  }

  function element(tag, name, text) {
    var made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  function press(button, id) {
    var pressed = chosen.indexOf(id) >= 0;
    button.textContent = pressed ? "移出会议包" : "加入会议包";
    button.setAttribute("aria-label", (pressed ? "移出会议包：" : "加入会议包：") + button.getAttribute("data-kb-name"));
    button.classList.toggle("kb-pick-on", pressed);
  }

  function offer(holder, id, name) {
    var button = element("button", "kb-pick", "");
    button.type = "button";
    button.setAttribute("data-kb-pick", id);
    button.setAttribute("data-kb-name", name);
    button.addEventListener("click", function () {
      var others = chosen.filter(function (one) { return one !== id; });
      keep(others.length < chosen.length ? others : others.concat(id));
    });
    press(button, id);
    holder.appendChild(button);
  }

  /* The way to the pack, at the foot of the window while something is in it. */
  function show() {
    document.querySelectorAll("[data-kb-pick]").forEach(function (button) {
      press(button, button.getAttribute("data-kb-pick"));
    });
    if (!bar) {
      bar = element("p", "kb-pack-bar", "");
      bar.setAttribute("role", "status");
      document.body.appendChild(bar);
    }
    bar.textContent = "";
    bar.hidden = !chosen.length;
    document.body.classList.toggle("kb-packing", !bar.hidden);
    if (bar.hidden) return;
    var link = element("a", "", "打开会议包（" + chosen.length + "项）");
    link.href = KB.packAddress(chosen);
    bar.appendChild(link);
    var clear = element("button", "", "清空");
    clear.type = "button";
    clear.setAttribute("aria-label", "清空会议包");
    clear.addEventListener("click", function () { keep([]); });
    bar.appendChild(clear);
  }

  document.querySelectorAll(".kb-article").forEach(function (article) {
    var head = article.querySelector(".kb-article-head");
    offer(head, page + "#" + article.id, head.querySelector(".kb-article-number").textContent);
  });
  document.querySelectorAll(".kb-step").forEach(function (step) {
    offer(step.querySelector(".kb-step-tools"), page + "#" + step.id, step.querySelector("summary").textContent.trim());
  });
  var whole = document.querySelector("[data-kb-whole]");
  if (whole) offer(whole, page, document.getElementById("kb-main").textContent);

  KB.pack = { read: function () { return chosen; }, keep: keep };
  show();
})(window.KB);
