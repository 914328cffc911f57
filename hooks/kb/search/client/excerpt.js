/* The words of a unit around what was found, with the marks in them. */
var Excerpt = (function () {
  var WINDOW = 110;
  var LEAD = 24;
  var MOST = 400;

  /* Places in the text as it stands of every word, as [start, end, number of the word]. */
  function places(raw, words) {
    var origin = [];
    var text = Normal.normal(raw, origin);
    var found = [];
    words.forEach(function (word, number) {
      for (var at = text.indexOf(word); at >= 0 && found.length < MOST; at = text.indexOf(word, at + 1)) {
        var last = origin[at + word.length - 1];
        found.push([origin[at], last + String.fromCodePoint(raw.codePointAt(last)).length, number]);
      }
    });
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  /* {excerpt, marks}: around the place with most words near it; longer words count for more. */
  function make(raw, words) {
    var found = places(raw, words);
    var best = { many: 0, start: 0 };
    found.forEach(function (place, index) {
      var near = new Set();
      var many = 0;
      for (var i = index; i < found.length && found[i][1] <= place[0] + WINDOW - LEAD; i += 1) {
        if (!near.has(found[i][2])) many += words[found[i][2]].length;
        near.add(found[i][2]);
      }
      if (many > best.many) best = { many: many, start: place[0] };
    });
    var start = Math.max(0, best.start - LEAD);
    var line = raw.lastIndexOf("\n", best.start - 1) + 1;
    if (line > start && best.start) start = line;
    if (start <= LEAD / 2 && !raw.slice(0, start).includes("\n")) start = 0;
    start -= splits(raw, start);
    var end = Math.min(raw.length, start + WINDOW);
    end += splits(raw, end);
    var before = start ? "…" : "";
    var shift = before.length - start;
    var marks = [];
    found.forEach(function (place) {
      if (place[0] < start || place[1] > end) return;
      var last = marks[marks.length - 1];
      if (last && place[0] + shift <= last[1]) last[1] = Math.max(last[1], place[1] + shift);
      else marks.push([place[0] + shift, place[1] + shift]);
    });
    var words_ = raw.slice(start, end).replace(/\n/g, " ");
    return { excerpt: before + words_ + (end < raw.length ? "…" : ""), marks: marks };
  }

  /* 1 if `at` stands within a character of two units. */
  function splits(text, at) {
    return at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]) && /[\ud800-\udbff]/.test(text[at - 1]) ? 1 : 0;
  }

  return { make: make };
})();
