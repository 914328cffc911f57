/* Slides one at a time: by keys, buttons and swipes. Without it they stand below each other. */
(function () {
  "use strict";

  var SWIPE = 50;
  var IDLE = 2500;
  var deck = document.querySelector("[data-kb-deck]");
  var tools = document.querySelector("[data-kb-deck-tools]");
  var full = document.querySelector("[data-kb-full]");
  var told = document.querySelector("[data-kb-now]");
  var back = document.querySelector("[data-kb-back]");
  var slides = [];
  var now = 0;
  var idle;

  function place() {
    var found = /^#s(\d+)$/.exec(location.hash);
    return found ? Number(found[1]) - 1 : 0;
  }

  function show(number, moved) {
    now = Math.max(0, Math.min(number, slides.length - 1));
    slides.forEach(function (slide, at) { slide.classList.toggle("now", at === now); });
    if (!moved) return;
    if (!deck.hasAttribute("data-kb-chosen")) history.replaceState(null, "", "#s" + (now + 1));
    told.textContent = slides[now].getAttribute("aria-label") + "：" + slides[now].querySelector("h1, h2").textContent;
    window.scrollTo(0, 0);
    if (!document.activeElement.closest(".bar")) slides[now].focus({ preventScroll: true });
  }

  function toggleFull() {
    if (!document.fullscreenEnabled) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  function leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else location.href = back.href;
  }

  var MOVES = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    var control = event.target.closest("a, button");
    if (MOVES[event.key]) show(now + MOVES[event.key], true);
    else if (event.key === " " && !control) show(now + (event.shiftKey ? -1 : 1), true);
    else if (event.key === "Home") show(0, true);
    else if (event.key === "End") show(slides.length - 1, true);
    else if (event.key === "f" || event.key === "F") toggleFull();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  }

  function swipe() {
    var start = null;
    deck.addEventListener("touchstart", function (event) {
      start = event.touches.length === 1 ? event.touches[0] : null;
    }, { passive: true });
    deck.addEventListener("touchend", function (event) {
      if (!start) return;
      var end = event.changedTouches[0];
      var across = end.clientX - start.clientX;
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) {
        show(now + (across < 0 ? 1 : -1), true);
      }
      start = null;
    });
  }

  function point() {
    document.body.classList.add("pointing");
    clearTimeout(idle);
    idle = setTimeout(function () { document.body.classList.remove("pointing"); }, IDLE);
  }

  function start() {
    slides = Array.prototype.slice.call(deck.querySelectorAll(".slide"));
    document.body.classList.add("showing");
    tools.hidden = false;
    full.hidden = !document.fullscreenEnabled;
    show(place(), false);
  }

  document.querySelector("[data-kb-print]").addEventListener("click", function () { window.print(); });
  full.addEventListener("click", toggleFull);
  tools.addEventListener("click", function (event) {
    var go = event.target.getAttribute("data-kb-go");
    if (go) show(now + Number(go), true);
  });
  document.addEventListener("keydown", press);
  document.addEventListener("mousemove", point);
  document.addEventListener("fullscreenchange", function () {
    document.body.classList.toggle("full", Boolean(document.fullscreenElement));
  });
  window.addEventListener("hashchange", function () {
    if (!deck.hasAttribute("data-kb-chosen")) show(place(), false);
  });
  deck.addEventListener("kb-made", start);
  swipe();
  if (!deck.hasAttribute("data-kb-chosen")) start();
})();
