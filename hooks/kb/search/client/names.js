/* Names of pages as people write them, and articles cited by them: 政务处分法33条, GZ-001-7. */
var Names = (function () {
  var NUMBER = "([0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,9})";
  var CODE = new RegExp("^([a-z]{2})-?([0-9]{3,4})(?:(?:-|第)" + NUMBER + "[条步]?(?:[.之]" + NUMBER + "条?)?)?$");
  var NAMED = new RegExp("^(.{2,40}?)(第?)" + NUMBER + "([条步]?)(?:之" + NUMBER + ")?" +
    "(?:第?" + NUMBER + "款)?(?:第?\\(?" + NUMBER + "\\)?项)?$");
  var YEAR = /\(?((?:19|20)[0-9]{2})年?(?:版|修订|修正)?\)|((?:19|20)[0-9]{2})年(?:版)?/;
  var ONLY_NUMBER = /^[0-9零〇一二三四五六七八九十百千两]+$/;
  var STATE = /^(?:中华人民共和国|中国共产党|中共中央|国务院)/;
  var PAUSES = /[、,，·]/g;
  var TAIL = /\([^()]*\)$/;
  var SIGNS = "零一二三四五六七八九";
  var AGES = { "已修订": 1, "已废止": 2 };
  var LONGEST = 60;
  var EQUAL = 0, EDGE = 1, WITHIN = 2, SCATTERED = 3, NOT = 9, WORSE = 1000;
  var pages = [];
  var names = [];

  function open(all) {
    pages = all;
    names = all.map(function (page) {
      var found = [page.name].concat(page.aliases).map(function (name) {
        return Normal.bare(Normal.normal(name)).replace(PAUSES, "");
      });
      found.slice().forEach(function (name) {
        if (core(name).length > 1) found.push(core(name));
      });
      return Array.from(new Set(found));
    });
  }

  /* A name without the state, the party or what stands in brackets at its end. */
  function core(name) {
    var short = name.replace(STATE, "");
    while (TAIL.test(short)) short = short.replace(TAIL, "");
    return short;
  }

  /* ---- numbers ---- */

  function parse(text) {
    if (/^[0-9]+$/.test(text)) return Number(text);
    var total = 0;
    var digit = 0;
    text.replace(/〇/g, "零").replace(/两/g, "二").split("").forEach(function (sign) {
      var unit = { "十": 10, "百": 100, "千": 1000 }[sign];
      total += unit ? (digit || (unit === 10 ? 1 : 0)) * unit : 0;
      digit = unit ? 0 : digit * (digit ? 10 : 1) + SIGNS.indexOf(sign);
    });
    return total + digit;
  }

  function chinese(number) {
    var text = "";
    [[1000, "千"], [100, "百"], [10, "十"], [1, ""]].forEach(function (unit) {
      var digit = Math.floor(number / unit[0]) % 10;
      if (digit) text += SIGNS[digit] + unit[1];
      else if (text && number % unit[0] && text.slice(-1) !== "零") text += "零";
    });
    return number >= 10 && number <= 19 ? text.slice(1) : text;
  }

  /* ---- names ---- */

  /* How well `text` fits the names of a page, and how much of the name it leaves out, as one number
   * that is less for a better fit. */
  function fit(index, text) {
    var best = NOT * WORSE;
    names[index].forEach(function (name) {
      var kind = name === text ? EQUAL
        : name.startsWith(text) || name.endsWith(text) ? EDGE
          : name.includes(text) ? WITHIN
            : scattered(name, text) ? SCATTERED : NOT;
      if (kind < NOT) best = Math.min(best, kind * WORSE + name.length - text.length);
    });
    return best;
  }

  /* Is `text` an abbreviation of `name`: its signs in their order, the last one at the end? */
  function scattered(name, text) {
    if (text.length < 3 || name.length > 3.5 * text.length + 3 || name.slice(-1) !== text.slice(-1)) return false;
    var at = -1;
    return Array.from(text).every(function (sign) {
      at = name.indexOf(sign, at + 1);
      return at >= 0;
    });
  }

  function age(page) {
    return AGES[page.status] || 0;
  }

  function byFit(a, b) {
    var rough = a.fit - b.fit;
    if (rough) return rough;
    if (a.fit === SCATTERED && a.loss !== b.loss) return a.loss - b.loss;
    return a.other - b.other || age(a.page) - age(b.page) || a.loss - b.loss ||
      (b.page.year || 0) - (a.page.year || 0) || (a.page.code < b.page.code ? -1 : 1);
  }

  /* The pages whose names fit `text`, best first, as {page, fit, loss}. */
  function matches(text, year) {
    var found = [];
    pages.forEach(function (page, index) {
      var one = fit(index, text);
      if (one === NOT * WORSE) return;
      found.push({
        page: page, fit: Math.floor(one / WORSE), loss: one % WORSE, other: year && page.year !== year ? 1 : 0
      });
    });
    return found.sort(byFit);
  }

  /* ---- citations ---- */

  /* What a query cites, or null: {blocks, best first; missing: the place that the page lacks; name}. */
  function cite(query) {
    var text = Normal.bare(Normal.normal(query.slice(0, 4 * LONGEST)));
    if (!text || text.length > LONGEST) return null;
    return citeCode(text) || citeName(text);
  }

  function citeCode(text) {
    var found = CODE.exec(text);
    if (!found) return null;
    var code = found[1] + "-" + found[2];
    var page = pages.find(function (one) { return one.code.toLowerCase() === code; });
    if (!page) return null;
    if (!found[3]) return { blocks: [Pages.intro(page)], missing: "", words: [code], code: true };
    var there = placeIn(page, parse(found[3]), found[4] ? parse(found[4]) : 0);
    var here = there.block >= 0;
    return { blocks: [here ? there.block : Pages.intro(page)], missing: here ? "" : there.label, words: [code], code: true };
  }

  /* 第一百二十条之三 for art-120-3. */
  function label(anchor) {
    var numbers = anchor.split("-").slice(1).map(Number);
    return "第" + chinese(numbers[0]) + "条" + (numbers[1] ? "之" + chinese(numbers[1]) : "");
  }

  function placeIn(page, number, branch) {
    var step = page.type === "procedure";
    var anchor = (step ? "step-" : "art-") + number + (branch ? "-" + branch : "");
    var label = "第" + chinese(number) + (step ? "步" : "条") + (branch ? "之" + chinese(branch) : "");
    return { block: Pages.place(page, anchor), label: label };
  }

  function citeName(text) {
    var year = YEAR.exec(text);
    var found = NAMED.exec(year ? text.replace(year[0], "") : text);
    if (!found || ONLY_NUMBER.test(found[1])) return null;
    var worst = found[2] || found[4] ? SCATTERED : EDGE;
    var types = { "步": ["procedure"], "条": ["article"] }[found[4]] || ["article", "procedure"];
    var candidates = matches(found[1], year ? Number(year[1] || year[2]) : 0).filter(function (one) {
      return one.fit <= worst && types.indexOf(one.page.type) >= 0;
    });
    if (!candidates.length) return null;
    var first = candidates[0];
    candidates = candidates.filter(function (one) {
      return one.fit === first.fit && (one.fit !== SCATTERED || one.loss === first.loss);
    });
    var places = candidates.map(function (one) {
      return placeIn(one.page, parse(found[3]), found[5] ? parse(found[5]) : 0);
    });
    var there = places.map(function (place) { return place.block; }).filter(function (block) { return block >= 0; });
    return {
      blocks: there.length ? there : candidates.slice(0, 2).map(function (one) { return Pages.intro(one.page); }),
      missing: there.length ? "" : places[0].label,
      words: [found[1], places[0].label]
    };
  }

  return { open: open, cite: cite, matches: matches, chinese: chinese, label: label, core: core, age: age, EQUAL: EQUAL, EDGE: EDGE, WITHIN: WITHIN, SCATTERED: SCATTERED };
})();
