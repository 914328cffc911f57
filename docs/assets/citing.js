/* Cards of what a link leads to, and citations to copy. Loaded by kb.js on first use. */
(function () {
  "use strict";

  var KB = window.KB;
  var DELAY = 250;
  var card = null;
  var owner = null;
  var timer = null;
  var pages = {};

  /* Called by assets/cards/….js: what there is to show of the page `url`. */
  KB.cards = function (url, data) { pages[url] = data; };

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* ---- cards: by pointer and by keyboard; Escape and leaving close them ---- */

  function target(link) {
    var root = new URL(KB.base, location.href).href;
    var path = link.href.split("#")[0];
    if (path.indexOf(root) !== 0) return null;
    return { url: decodeURI(path.slice(root.length)), anchor: decodeURIComponent(link.hash.slice(1)) };
  }

  function fill(place, data) {
    var part = data.parts[place.anchor] || data.parts[place.anchor.replace(/^(art-\d+(?:-\d+)?)-p.*/, "$1")];
    card.textContent = "";
    card.appendChild(element("p", "kb-card-title", part ? data.title + " " + part[0] : data.title));
    if (data.meta) card.appendChild(element("p", "kb-card-meta", data.meta));
    if (part && part[2]) card.appendChild(element("p", "kb-card-note", part[2]));
    if (!part) {
      card.appendChild(element("p", "", data.summary));
      return;
    }
    part[1].forEach(function (line) {
      var cited = line[0] && line[0] === place.anchor;
      card.appendChild(element("p", cited ? "kb-card-cited" : "", line[1]));
    });
  }

  function position(link) {
    var box = link.getBoundingClientRect();
    var first = link.getClientRects()[0] || box;
    var height = card.offsetHeight;
    var below = box.bottom + 6 + height <= window.innerHeight || box.top < height + 6;
    var top = below ? box.bottom + 6 : box.top - height - 6;
    var left = Math.max(8, Math.min(first.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    card.style.top = Math.round(top + window.pageYOffset) + "px";
    card.style.left = Math.round(left + window.pageXOffset) + "px";
  }

  function open(link) {
    var place = target(link);
    if (!place) return;
    KB.load("assets/cards/" + place.url.replace(/\.html$/, ".js")).then(function () {
      if (owner !== link || !pages[place.url]) return;
      if (!card) {
        card = element("div", "kb-card");
        card.id = "kb-card";
        card.setAttribute("role", "tooltip");
        card.addEventListener("mouseenter", function () { clearTimeout(timer); });
        card.addEventListener("mouseleave", leave);
        document.body.appendChild(card);
      }
      fill(place, pages[place.url]);
      card.hidden = false;
      card.scrollTop = 0;
      link.setAttribute("aria-describedby", "kb-card");
      position(link);
      var cited = card.querySelector(".kb-card-cited");
      if (cited) card.scrollTop = Math.max(0, cited.offsetTop - 60);
    }, function () { /* No card for this page: the link itself still works. */ });
  }

  function close() {
    clearTimeout(timer);
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
    if (card) card.hidden = true;
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(close, DELAY);
  }

  KB.showCard = function (link) {
    clearTimeout(timer);
    if (owner === link) return;
    timer = setTimeout(function () {
      close();
      owner = link;
      open(link);
    }, owner ? 0 : DELAY);
  };
  KB.leaveCard = leave;

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
  });
  window.addEventListener("beforeprint", close);

  /* ---- citations to copy: title, article, 款, 项, version, address ---- */

  var rule = document.querySelector("[data-kb-quoted]");

  function address(anchor) {
    var canonical = document.querySelector("link[rel=canonical]");
    var page = canonical ? canonical.href : location.href.split("#")[0];
    return /^https?:/.test(page) ? page + "#" + anchor : "";
  }

  function quote(anchor, label) {
    var article = /^art-(\d+)(?:-(\d+))?(?:-p|$)/.exec(anchor);
    var code = rule.getAttribute("data-kb-code");
    if (article) code += "-" + article[1] + (article[2] ? "." + article[2] : "");
    var words = [rule.getAttribute("data-kb-quoted") + label, code, address(anchor)];
    KB.copy(words.filter(Boolean).join("，"), "已复制引文：" + label);
  }

  if (rule) {
    Array.prototype.forEach.call(rule.querySelectorAll(".kb-article-head"), function (head) {
      var label = head.querySelector(".kb-article-number").textContent;
      var button = element("button", "kb-quote", "引文");
      button.type = "button";
      button.setAttribute("aria-label", "复制" + label + "的引文");
      button.addEventListener("click", function () { quote(head.parentElement.id, label); });
      head.appendChild(button);
    });
    rule.addEventListener("click", function (event) {
      var link = event.target.closest("a.kb-item-link, a.kb-paragraph-link");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      quote(link.hash.slice(1), link.getAttribute("aria-label").replace(/^引用/, ""));
    });
  }
})();
