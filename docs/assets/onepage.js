/* The boxes of a sheet: kept in this tab's sessionStorage, gone when it closes, never sent. */
(function () {
  "use strict";

  var sheet = document.querySelector("[data-kb-sheet]");
  var boxes = Array.prototype.slice.call(sheet.querySelectorAll("[data-kb-tick]"));
  var clear = document.querySelector("[data-kb-untick]");
  var told = sheet.querySelector("[data-kb-open]");
  var key = "kb-ticks:" + location.pathname;

  function id(box) {
    return box.getAttribute("data-kb-tick");
  }

  function ticked() {
    return boxes.filter(function (box) { return box.checked; });
  }

  function remembered() {
    try {
      return (sessionStorage.getItem(key) || "").split(" ");
    } catch (error) {
      return []; /* Storage is switched off: the ticks last until the page is left. */
    }
  }

  function remember() {
    var ids = ticked().map(id).join(" ");
    try {
      if (ids) sessionStorage.setItem(key, ids);
      else sessionStorage.removeItem(key);
    } catch (error) {
      return;
    }
  }

  function tell() {
    var done = ticked().length;
    clear.disabled = !done;
    told.textContent = done ? "已办" + done + "项，还有" + (boxes.length - done) + "项没有办（空框）" : "";
  }

  sheet.addEventListener("change", function () {
    remember();
    tell();
  });
  sheet.addEventListener("submit", function (event) { event.preventDefault(); });
  clear.addEventListener("click", function () {
    boxes.forEach(function (box) { box.checked = false; });
    remember();
    tell();
    boxes[0].focus();
  });

  var kept = remembered();
  /* A box may have been ticked before this was here: on an old machine that takes a while. */
  boxes.forEach(function (box) { box.checked = box.checked || kept.indexOf(id(box)) >= 0; });
  remember();
  tell();
})();
