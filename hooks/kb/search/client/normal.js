/* The normal form of texts and queries, as hooks/kb/search/normal.py defines it. */
var Normal = (function () {
  var folded = new Map([["“", "\""], ["”", "\""], ["„", "\""], ["‘", "'"], ["’", "'"], ["\n", "\n"]]);
  var simplified = new Map();
  var INVISIBLE = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/;
  var DASH = /^[\u2010-\u2015\u2212]$/;
  var BREAKS = /[^\p{L}\p{N}]+/u;
  var LONE = "\ufffd";

  function fold(sign) {
    var known = folded.get(sign);
    if (known === undefined) {
      known = INVISIBLE.test(sign) ? "" : DASH.test(sign) ? "-" : /[\ud800-\udfff]/u.test(sign) ? LONE
        : Array.from(sign.normalize("NFKC").toLowerCase(), simple).join("");
      folded.set(sign, known);
    }
    return known;
  }

  function simple(sign) {
    return simplified.get(sign) || sign;
  }

  /* The normal form of `text`; `origin`, if given, gets the place in `text` of each of its units. */
  function normal(text, origin) {
    var out = "";
    var gap = false;
    for (var at = 0; at < text.length;) {
      var sign = String.fromCodePoint(text.codePointAt(at));
      if (sign !== "\n" && /\s/.test(sign)) {
        gap = true;
      } else {
        var piece = fold(sign);
        if (gap && /[a-z0-9]$/.test(out) && /^[a-z0-9]/.test(piece)) {
          out += " ";
          if (origin) origin.push(at);
        }
        if (piece) gap = false;
        for (var i = 0; origin && i < piece.length; i += 1) origin.push(at);
        out += piece;
      }
      at += sign.length;
    }
    if (origin) origin.push(text.length);
    return out;
  }

  /* The unbroken runs of letters and digits in a normal form. */
  function runs(text) {
    return text.split(BREAKS).filter(Boolean);
  }

  /* The pairs of neighbouring letters of a run. */
  function pairs(run) {
    var signs = Array.from(run);
    return signs.slice(1).map(function (sign, index) { return signs[index] + sign; });
  }

  /* From now on the traditional characters of `old` become those of `simple`. */
  function learn(old, simple) {
    for (var i = 0; i < old.length; i += 1) simplified.set(old[i], simple[i]);
    folded = new Map(Array.from(folded).filter(function (pair) { return pair[0] < "\u2e80"; }));
  }

  /* A name without marks. */
  function bare(text) {
    return text.replace(/[《》〈〉"'\s]/g, "");
  }

  return {
    normal: normal, runs: runs, pairs: pairs, learn: learn, bare: bare,
    /* Load the traditional characters. */
    ready: function () {
      return simplified.size ? Promise.resolve()
        : Store.fetch("traditional", function () { return simplified.size; });
    }
  };
})();
