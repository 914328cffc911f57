/* On the page that a hit leads to: the words of the search are marked in the section. */
var Found = (function () {
  var UNIT = "h1, h2[id], h3[id], h4[id], [id^=art-]:not([id*=-p]), [id^=step-], [id^=term-]";
  var MOST = 200;

  /* The text nodes from the addressed section to the next; all of the page's if none is addressed. */
  function nodes(target) {
    var root = document.querySelector("article") || document.body;
    var next = null;
    if (target) {
      next = Array.prototype.find.call(root.querySelectorAll(UNIT), function (one) {
        var after = target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
        return after && !target.contains(one);
      });
    }
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    var found = [];
    while (walker.nextNode()) {
      var node = walker.currentNode;
      var before = target && !target.contains(node) &&
        target.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
      if (next && next.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) break;
      if (next && next.contains(node)) break;
      if (!before && node.parentElement.closest("p, li, td, dd, dt, h1, h2, h3, h4, summary")) found.push(node);
    }
    return found;
  }

  /* Mark `words`, normal forms, in a text node. */
  function mark(node, words) {
    var raw = node.data;
    var origin = [];
    var text = Normal.normal(raw, origin);
    var places = [];
    words.forEach(function (word) {
      for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        var last = origin[at + word.length - 1];
        places.push([origin[at], last + String.fromCodePoint(raw.codePointAt(last)).length]);
      }
    });
    places.sort(function (a, b) { return b[0] - a[0] || b[1] - a[1]; });
    var done = raw.length;
    places.forEach(function (place) {
      if (place[1] > done) return;
      var words_ = node.splitText(place[0]);
      words_.splitText(place[1] - place[0]);
      var made = document.createElement("mark");
      made.className = "kb-found";
      words_.parentNode.replaceChild(made, words_);
      made.appendChild(words_);
      done = place[0];
    });
    return places.length;
  }

  KB.markFound = function (words) {
    var target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    var left = MOST;
    nodes(target).forEach(function (node) {
      if (left > 0) left -= mark(node, words);
    });
  };

  return {};
})();
