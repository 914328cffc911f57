/* Texts as they are carried: one or two letters of ASCII for a character, as letters.py writes them. */
var Letters = (function () {
  var BETWEEN = "~";
  var RARE = "}";
  var FIRST = 32;
  var PLACES = 128;
  var PIECE = 4096;
  var digits = new Uint8Array(PLACES);
  var base = 0;
  var often = [];
  var others = [];

  (function () {
    for (var code = FIRST; code < PLACES - 1; code += 1) {
      if ("\"\\<~}".indexOf(String.fromCharCode(code)) >= 0) continue;
      digits[code] = base;
      base += 1;
    }
  })();

  /* Take the characters of one letter, and in order those of two. */
  function open(frequent, order) {
    often = Array.from(frequent);
    var known = new Set(often);
    others = order.filter(function (sign) { return !known.has(sign); });
  }

  /* The text that `written` stands for. */
  function read(written) {
    var units = new Uint16Array(written.length);
    var many = 0;
    for (var at = 0; at < written.length; at += 1) {
      var digit = digits[written.charCodeAt(at)];
      var sign;
      if (written[at] === RARE) {
        sign = String.fromCodePoint(parseInt(written.slice(at + 1, at + 7), 16));
        at += 6;
      } else if (digit < often.length) {
        sign = often[digit];
      } else {
        at += 1;
        sign = others[(digit - often.length) * base + digits[written.charCodeAt(at)]];
      }
      units[many] = sign.charCodeAt(0);
      many += 1;
      if (sign.length > 1) {
        units[many] = sign.charCodeAt(1);
        many += 1;
      }
    }
    var parts = [];
    for (var from = 0; from < many; from += PIECE) {
      parts.push(String.fromCharCode.apply(null, units.subarray(from, Math.min(many, from + PIECE))));
    }
    return parts.join("");
  }

  return {
    open: open, read: read,
    /* Texts that are written one after another, each still as it is carried. */
    cut: function (written) { return written.split(BETWEEN); },
    /* The text of that number among them, as it is carried. */
    pick: function (written, number) {
      var at = 0;
      for (; number > 0; number -= 1) at = written.indexOf(BETWEEN, at) + 1;
      var end = written.indexOf(BETWEEN, at);
      return written.slice(at, end < 0 ? written.length : end);
    }
  };
})();
