// Added to every page by `kb.py serve` alone: reloads the page when the site was built anew, and
// shows in a bar at the bottom what keeps it from being built, and what came of files in the inbox.
(function () {
  "use strict";
  var build = document.currentScript.getAttribute("data-build");
  var source = null;
  var bar = null;
  var READ = "kb-live-notice-read";

  function words(state) {
    var parts = [];
    if (state.problems) parts.push("内容有问题，页面还是改动前的样子：\n" + state.problems);
    if (state.notice && state.notice !== sessionStorage.getItem(READ)) parts.push(state.notice);
    return parts.join("\n\n");
  }

  function button(state) {
    var done = document.createElement("button");
    done.type = "button";
    done.textContent = "知道了";
    Object.assign(done.style, {
      float: "right", margin: "0 0 8px 16px", padding: "4px 12px", font: "inherit", color: "#fff",
      background: "transparent", border: "1px solid #fff", borderRadius: "2px", cursor: "pointer",
    });
    done.addEventListener("click", function () {
      sessionStorage.setItem(READ, state.notice);
      show(state);
    });
    return done;
  }

  function show(state) {
    if (bar) bar.remove();
    bar = null;
    document.body.style.paddingBottom = "";
    if (!words(state)) return;
    bar = document.createElement("div");
    bar.id = "kb-live-problems";
    bar.setAttribute("role", "alert");
    bar.setAttribute("lang", "zh-CN");
    bar.tabIndex = 0;
    Object.assign(bar.style, {
      position: "fixed", left: "0", right: "0", bottom: "0", zIndex: "2147483647",
      boxSizing: "border-box", maxHeight: "40vh", overflow: "auto", margin: "0",
      padding: "12px 16px", background: state.problems ? "#7a1420" : "#22435c", color: "#fff",
      font: "14px/1.6 ui-monospace, Consolas, 'Noto Sans Mono CJK SC', monospace",
      whiteSpace: "pre-wrap", overflowWrap: "anywhere",
    });
    bar.textContent = words(state);
    if (!state.problems) bar.insertBefore(button(state), bar.firstChild);
    document.body.appendChild(bar);
    document.body.style.paddingBottom = bar.offsetHeight + "px"; // the end of the page stays in reach
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/__kb/events");
    source.onmessage = function (event) {
      var state = JSON.parse(event.data);
      if (state.build === build) show(state);
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
