/* Texts as they are carried: one or two letters of ASCII for a character, as letters.py writes them. */
var Letters = (function () {
  var BETWEEN = "~";
  var RARE = "}";
  var FIRST = 32;
  var PLACES = 128;
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
    var text = "";
    for (var at = 0; at < written.length; at += 1) {
      var code = written.charCodeAt(at);
      var digit = digits[code];
      if (written[at] === RARE) {
        text += String.fromCodePoint(parseInt(written.slice(at + 1, at + 6), 16));
        at += 5;
      } else if (digit < often.length) {
        text += often[digit];
      } else {
        at += 1;
        text += others[(digit - often.length) * base + digits[written.charCodeAt(at)]];
      }
    }
    return text;
  }

  return {
    open: open, read: read,
    /* Texts that are written one after another, each still as it is carried. */
    cut: function (written) { return written.split(BETWEEN); }
  };
})();
