/* Cases that are ticked for one deck: kept in the fragment, as on the search page. */
(function (KB) {
  "use strict";

  var boxes = Array.prototype.slice.call(document.querySelectorAll("[data-kb-pick]"));
  var count = document.querySelector("[data-kb-deck-count]");
  var ways = Array.prototype.slice.call(document.querySelectorAll("[data-kb-deck-go]"));
  var picks = [];

  function show() {
    count.textContent = picks.length ? "已选" + picks.length + "个案例" : "还没有选";
    ways.forEach(function (way) {
      way.hidden = !picks.length;
      way.hash = KB.fragment({ pick: picks.join(",") });
    });
  }

  function restore() {
    picks = (KB.readFragment().pick || "").split(",").filter(Boolean);
    boxes.forEach(function (box) { box.checked = picks.indexOf(box.getAttribute("data-kb-pick")) >= 0; });
    show();
  }

  boxes.forEach(function (box) {
    box.addEventListener("change", function () {
      var id = box.getAttribute("data-kb-pick");
      picks = picks.filter(function (one) { return one !== id; });
      if (box.checked) picks.push(id);
      KB.writeFragment({ pick: picks.join(",") });
      show();
    });
  });
  window.addEventListener("hashchange", restore);
  restore();
})(window.KB);
