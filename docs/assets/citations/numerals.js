/* Numbers as Chinese rules write them, as in hooks/kb/numerals.py: parseNumeral("一百零三") is 103,
 * toChinese(103) is 一百零三, articleLabel("120-3") is 第一百二十条之三.
 */
(function (C) {
  "use strict";

  var DIGITS = {};
  ["〇○零0０", "一1１", "二两2２", "三3３", "四4４", "五5５", "六6６", "七7７", "八8８", "九9９"].forEach(
    function (signs, value) {
      signs.split("").forEach(function (sign) { DIGITS[sign] = value; });
    }
  );
  var UNITS = { "十": 10, "百": 100, "千": 1000 };
  var TENS = { "廿": 20, "卅": 30 };

  C.parseNumeral = function (text) {
    var total = 0;
    var digits = 0;
    var pending = false;
    text.split("").forEach(function (sign) {
      if (sign in DIGITS) {
        digits = digits * 10 + DIGITS[sign];
        pending = true;
        return;
      }
      total += sign in TENS ? TENS[sign] : (pending ? digits : 1) * UNITS[sign];
      digits = 0;
      pending = false;
    });
    return total + digits;
  };

  C.toChinese = function (number) {
    if (!(number >= 1 && number <= 9999)) return String(number);
    var text = "";
    [[1000, "千"], [100, "百"], [10, "十"], [1, ""]].forEach(function (unit) {
      var digit = Math.floor(number / unit[0]) % 10;
      if (digit) text += "一二三四五六七八九"[digit - 1] + unit[1];
      else if (text && number % unit[0] && !text.endsWith("零")) text += "零";
    });
    return number >= 10 && number <= 19 ? text.slice(1) : text;
  };

  C.articleLabel = function (key) {
    var parts = key.split("-");
    var label = "第" + C.toChinese(Number(parts[0])) + "条";
    return parts[1] ? label + "之" + C.toChinese(Number(parts[1])) : label;
  };

  /* The key `steps` articles before, by number alone: 120 before 120-1; null before the first. */
  C.articleBefore = function (key, steps) {
    var parts = key.split("-");
    var branch = Number(parts[1] || 0);
    if (branch > steps) return parts[0] + "-" + (branch - steps);
    var earlier = Number(parts[0]) - steps + branch;
    return earlier >= 1 ? String(earlier) : null;
  };
})(KB.citations = KB.citations || {});
