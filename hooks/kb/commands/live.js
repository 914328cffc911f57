// Added to every page by `kb.py serve` alone: reloads the page when the site was built anew, and
// shows in a bar at the bottom what keeps it from being built.
(function () {
  "use strict";
  var build = document.currentScript.getAttribute("data-build");
  var source = null;
  var bar = null;

  function show(problems) {
    if (bar) bar.remove();
    bar = null;
    document.body.style.paddingBottom = "";
    if (!problems) return;
    bar = document.createElement("div");
    bar.id = "kb-live-problems";
    bar.setAttribute("role", "alert");
    bar.setAttribute("lang", "zh-CN");
    bar.tabIndex = 0;
    Object.assign(bar.style, {
      position: "fixed", left: "0", right: "0", bottom: "0", zIndex: "2147483647",
      boxSizing: "border-box", maxHeight: "40vh", overflow: "auto", margin: "0",
      padding: "12px 16px", background: "#7a1420", color: "#fff",
      font: "14px/1.6 ui-monospace, Consolas, 'Noto Sans Mono CJK SC', monospace",
      whiteSpace: "pre-wrap", overflowWrap: "anywhere",
    });
    bar.textContent = "内容有问题，页面还是改动前的样子：\n" + problems;
    document.body.appendChild(bar);
    document.body.style.paddingBottom = bar.offsetHeight + "px"; // the end of the page stays in reach
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/__kb/events");
    source.onmessage = function (event) {
      var state = JSON.parse(event.data);
      if (state.build === build) show(state.problems);
      else location.reload();
    };
  }

  // A browser keeps six connections to a host: pages that nobody looks at give theirs back.
  function pause() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) pause();
    else listen();
  });
  window.addEventListener("pagehide", pause);
  window.addEventListener("pageshow", listen);
  listen();
})();
