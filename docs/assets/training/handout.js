/* The button that prints a handout. */
(function () {
  "use strict";
  var button = document.querySelector("[data-kb-print]");
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
})();
