/* 编号和旧地址：goes on to the page, and to the place within it, which a browser would drop. */
(function () {
  "use strict";
  var ways = document.currentScript.dataset;
  var places = JSON.parse(ways.places || "{}");
  var place = location.hash.slice(1);
  var own = Object.prototype.hasOwnProperty.call(places, place);
  location.replace(own ? places[place] : ways.to + (ways.to.indexOf("#") < 0 ? location.hash : ""));
})();
