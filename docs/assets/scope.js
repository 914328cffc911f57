/* What Material's own scripts keep in the browser, and under which name: its four global functions. */
(function () {
  "use strict";
  var scope = new URL(document.currentScript.dataset.base, location);
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, one) {
      return (sum << 5) - sum + one.charCodeAt(0);
    }, 0);
  };
  window.__md_get = function (key, store, place) {
    try {
      return JSON.parse((store || localStorage).getItem((place || scope).pathname + "." + key));
    } catch (error) {
      return null; // storage may be switched off, or hold what others wrote
    }
  };
  window.__md_set = function (key, value, store, place) {
    try {
      (store || localStorage).setItem((place || scope).pathname + "." + key, JSON.stringify(value));
    } catch (error) {
      return; // full or switched off: the choice holds for this page
    }
  };
})();
