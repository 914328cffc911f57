/* The search itself: loaded on first use by kb.js, works on the data of assets/search/sections.js.
 *
 * A query is cut at spaces into terms; each must stand in a section as an exact string, in its
 * name, path, other names or text. A citation (政务处分法33条, GZ-001-7) comes first. Where no
 * section has all terms, those come that have most of them, by pieces of two characters.
 *
 * KB.search(query, {types, years, limit}) → Promise of
 *   {total, hits, partial, missing}
 *   hits: [{id, type, url, title, path, excerpt, marks, score, code, badges}]
 * `excerpt` and `marks` are null beyond the first hits; a larger `limit` does not change that, but
 * KB.excerpts(query, ids) brings them. `partial`: not all terms in one section. `missing`: the
 * article that was asked for and that the site does not have, 第三十一条.
 */
(function (KB) {
  "use strict";

  var DATA = "assets/search/sections.js";
  var FIRST = 50;
  var WINDOW = 110;
  var LEAD = 24;
  var MOST_TERMS = 24;
  var MOST_PIECES = 64;
  var LONGEST_CITATION = 60;

  /* ---- normal form: NFKC, small letters, no spaces except between Latin words; lines stay ---- */

  var folded = new Map([["“", "\""], ["”", "\""], ["„", "\""], ["‘", "'"], ["’", "'"], ["\n", "\n"]]);
  var INVISIBLE = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/;
  var DASH = /^[\u2010-\u2015\u2212]$/;

  function fold(sign) {
    var known = folded.get(sign);
    if (known === undefined) {
      known = INVISIBLE.test(sign) ? "" : DASH.test(sign) ? "-"
        : sign.normalize("NFKC").toLowerCase();
      folded.set(sign, known);
    }
    return known;
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

  /* ---- the sections ---- */

  var pages = [];
  var units = null;

  KB.searchData = function (found) {
    pages = found.pages.map(function (page) {
      var names = [page[2]].concat(page[3]).map(function (name) { return bare(normal(name)); });
      return {
        id: page[0], url: page[1], name: page[2], type: page[4], status: page[5], badges: page[6],
        year: page[7], aliases: page[3], names: names, units: {}
      };
    });
    units = found.sections.map(function (section, index) {
      var page = pages[section[0]];
      var path = section[3];
      var own = path.length ? [path[path.length - 1]] : [page.name].concat(page.aliases);
      var unit = {
        index: index,
        page: page,
        id: page.id + (section[1] ? "#" + section[1] : ""),
        url: page.url + (section[1] ? "#" + section[1] : ""),
        title: section[2],
        path: [page.name].concat(path),
        code: section[4],
        raw: section[5],
        own: normal(own.join("\n")),
        way: normal(path.slice(0, -1).concat(section[4]).join("\n")),
        name: normal([page.name, section[2], page.id].concat(page.aliases).join("\n")),
        text: normal(section[5])
      };
      page.units[section[1]] = unit;
      return unit;
    });
  };

  function bare(text) {
    return text.replace(/[《》〈〉"'\s]/g, "");
  }

  function age(page) {
    return { "已修订": 1, "已废止": 2 }[page.status] || 0;
  }

  /* ---- citations ---- */

  var NUMBER = "([0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,9})";
  var CODE = new RegExp("^([a-z]{2})-?([0-9]{3,4})(?:(?:-|第)" + NUMBER + "[条步]?(?:[.之]" + NUMBER + "条?)?)?$");
  var NAMED = new RegExp("^(.{2,40}?)(第?)" + NUMBER + "([条步]?)(?:之" + NUMBER + ")?" +
    "(?:第?" + NUMBER + "款)?(?:第?\\(?" + NUMBER + "\\)?项)?$");
  var YEAR = /\(?((?:19|20)[0-9]{2})年?(?:版|修订|修正)?\)|((?:19|20)[0-9]{2})年(?:版)?/;
  var SIGNS = "零一二三四五六七八九";

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

  /* How well a name fits a page: 0 equal, 1 begins or ends a name of it, 2 within, 3 scattered. */
  function fit(page, name) {
    return page.names.reduce(function (best, one) {
      if (one === name) return 0;
      if (one.startsWith(name) || one.endsWith(name)) return Math.min(best, 1);
      if (one.indexOf(name) >= 0) return Math.min(best, 2);
      var at = -1;
      var scattered = name.length > 2 && name.split("").every(function (sign) {
        at = one.indexOf(sign, at + 1);
        return at >= 0;
      });
      return scattered ? Math.min(best, 3) : best;
    }, 9);
  }

  /* What a query cites: the sections, best first, and the terms for all others; or null. */
  function cite(query) {
    var text = bare(normal(query.slice(0, 4 * LONGEST_CITATION)));
    if (!text || text.length > LONGEST_CITATION) return null;
    return citeCode(text) || citeName(text);
  }

  function citeCode(text) {
    var found = CODE.exec(text);
    if (!found) return null;
    var code = found[1] + "-" + found[2];
    var page = pages.find(function (one) {
      return one.units[""] && one.units[""].code.toLowerCase() === code;
    });
    if (!page) return null;
    var terms = [code];
    if (!found[3]) return { units: [page.units[""]], terms: terms, missing: "" };
    var place = placeIn(page, parse(found[3]), found[4] ? parse(found[4]) : 0);
    if (place.unit) terms = [normal(place.unit.code)];
    return { units: [place.unit || page.units[""]], terms: terms, missing: place.unit ? "" : place.label };
  }

  function placeIn(page, number, branch) {
    var step = page.type === "procedure";
    var anchor = (step ? "step-" : "art-") + number + (branch ? "-" + branch : "");
    var label = "第" + chinese(number) + (step ? "步" : "条") + (branch ? "之" + chinese(branch) : "");
    return { unit: page.units[anchor], label: label };
  }

  function citeName(text) {
    var year = YEAR.exec(text);
    var found = NAMED.exec(year ? text.replace(year[0], "") : text);
    if (!found || /^[0-9零〇一二三四五六七八九十百千两]+$/.test(found[1])) return null;
    var worst = found[2] || found[4] ? 3 : 1;
    var types = { "步": ["procedure"], "条": ["article"] }[found[4]] || ["article", "procedure"];
    var number = parse(found[3]);
    var branch = found[5] ? parse(found[5]) : 0;
    var candidates = pages.map(function (page, index) {
      var other = year && page.year !== Number(year[1] || year[2]) ? 1 : 0;
      return { page: page, fit: fit(page, found[1]), other: other, index: index };
    }).filter(function (one) {
      return one.fit <= worst && types.indexOf(one.page.type) >= 0;
    }).sort(function (a, b) {
      return a.fit - b.fit || a.other - b.other || age(a.page) - age(b.page) ||
        (a.page.units[""].code < b.page.units[""].code ? -1 : 1);
    });
    if (!candidates.length) return null;
    candidates = candidates.filter(function (one) { return one.fit === candidates[0].fit; });
    var places = candidates.map(function (one) { return placeIn(one.page, number, branch); });
    var there = places.filter(function (place) { return place.unit; });
    return {
      units: there.length ? there.map(function (place) { return place.unit; })
        : candidates.slice(0, 2).map(function (one) { return one.page.units[""]; }),
      terms: [found[1], places[0].label],
      missing: there.length ? "" : places[0].label
    };
  }

  /* ---- terms ---- */

  function distinct(list) {
    return list.filter(function (one, index) { return one && list.indexOf(one) === index; });
  }

  /* The terms of a query, each with the forms that it may have in a text. */
  function termsOf(query) {
    var all = distinct(query.normalize("NFC").split(/\s+/).map(function (word) { return normal(word); }));
    var words = all.filter(function (term) { return /[\p{L}\p{N}]/u.test(term); });
    return (words.length ? words : all).slice(0, MOST_TERMS).map(function (term) {
      var numbered = term.replace(/第?([0-9]{1,4})([条款项章节步])/g, function (whole, number, unit) {
        var label = chinese(Number(number)) + unit;
        return (whole[0] === "第" || unit === "条" ? "第" : "") + label;
      });
      return distinct([term, numbered, bare(term)]);
    });
  }

  function count(text, forms, most) {
    var times = 0;
    forms.forEach(function (form) {
      for (var at = text.indexOf(form); at >= 0 && times < most; at = text.indexOf(form, at + 1)) {
        times += 1;
      }
    });
    return times;
  }

  function within(text, forms) {
    return forms.some(function (form) { return text.indexOf(form) >= 0; });
  }

  /* What a section is worth for one term; 0 if it has none. Its own name > its text > its page's;
   * that counts for more beside another term: 党组会 议程. */
  function worth(unit, forms, alone) {
    var total = 0;
    if (within(unit.own, forms)) {
      var share = unit.own.split("\n").reduce(function (best, line) {
        return within(line, forms) ? Math.max(best, bare(forms[0]).length / bare(line).length) : best;
      }, 0);
      total += 60 + 40 * share + (share >= 1 ? 60 : 0);
    }
    var times = count(unit.text, forms, 8);
    if (times) {
      total += 20 + 5 * Math.log2(times) + 15 * Math.min(1, 6 * times * forms[0].length / unit.text.length);
    }
    if (within(unit.way, forms)) total += 12;
    if (within(unit.name, forms)) total += !alone ? 40 : unit.path.length > 1 ? 8 : 20;
    return total;
  }

  /* Sections that have every term, with their scores. */
  function whole(terms, query) {
    var phrase = terms.length > 1 ? [bare(normal(query))] : null;
    var found = [];
    units.forEach(function (unit) {
      var total = 0;
      var all = terms.every(function (forms) {
        var one = worth(unit, forms, terms.length === 1);
        total += one;
        return one;
      });
      if (!all) return;
      if (phrase && within(unit.own, phrase)) total += 100 * terms.length;
      else if (phrase && within(unit.text, phrase)) total += 60 * terms.length;
      found.push({ unit: unit, score: total * [1, 0.5, 0.35][age(unit.page)] });
    });
    return found;
  }

  /* Sections that have most of the terms, by pieces of two characters, rare ones counting more. */
  function partly(terms) {
    var pieces = [];
    terms.forEach(function (forms) {
      var term = forms[0];
      if (term.length < 3 || /^[ -~]+$/.test(term)) pieces.push(term);
      else for (var at = 0; at + 2 <= term.length; at += 1) pieces.push(term.slice(at, at + 2));
    });
    pieces = distinct(pieces).filter(function (piece) { return /[\p{L}\p{N}]/u.test(piece); });
    var weighed = pieces.slice(0, MOST_PIECES).map(function (piece) {
      var having = units.filter(function (unit) {
        return unit.text.indexOf(piece) >= 0 || unit.own.indexOf(piece) >= 0;
      });
      return { having: having, weight: Math.log(1 + units.length / (1 + having.length)) };
    });
    var sums = new Map();
    weighed.forEach(function (piece) {
      piece.having.forEach(function (unit) {
        var length = 1 + Math.max(0, Math.log2(unit.text.length / 400)) / 8;
        sums.set(unit, (sums.get(unit) || 0) + piece.weight / length);
      });
    });
    var best = Math.max.apply(null, [0].concat(Array.from(sums.values())));
    return Array.from(sums).filter(function (pair) {
      return pair[1] >= 0.6 * best;
    }).map(function (pair) {
      return { unit: pair[0], score: 10 * pair[1] * [1, 0.8, 0.7][age(pair[0].page)], pieces: pieces };
    });
  }

  /* ---- excerpts ---- */

  /* Places in the text as it stands of every form, as [start, end, number of its term]. */
  function places(raw, terms) {
    var origin = [];
    var text = normal(raw, origin);
    var found = [];
    terms.forEach(function (forms, number) {
      forms.forEach(function (form) {
        for (var at = text.indexOf(form); at >= 0 && found.length < 400; at = text.indexOf(form, at + 1)) {
          var last = origin[at + form.length - 1];
          found.push([origin[at], last + String.fromCodePoint(raw.codePointAt(last)).length, number]);
        }
      });
    });
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  /* The words around the first place that has most terms near it, with the marks in them. */
  function excerpt(unit, terms) {
    var raw = unit.raw;
    var found = places(raw, terms);
    var best = { many: 0, start: 0 };
    found.forEach(function (place, index) {
      var near = new Set();
      for (var i = index; i < found.length && found[i][1] <= place[0] + WINDOW - LEAD; i += 1) near.add(found[i][2]);
      if (near.size > best.many) best = { many: near.size, start: place[0] };
    });
    var start = Math.max(0, best.start - LEAD);
    var line = raw.lastIndexOf("\n", best.start - 1) + 1;
    if (line > start && best.start) start = line;
    if (start <= LEAD / 2 && !raw.slice(0, start).includes("\n")) start = 0;
    start -= splits(raw, start);
    var end = Math.min(raw.length, start + WINDOW);
    end += splits(raw, end);
    var before = start ? "…" : "";
    var marks = [];
    found.forEach(function (place) {
      if (place[0] < start || place[1] > end) return;
      var shift = before.length - start;
      var last = marks[marks.length - 1];
      if (last && place[0] + shift <= last[1]) last[1] = Math.max(last[1], place[1] + shift);
      else marks.push([place[0] + shift, place[1] + shift]);
    });
    var words = raw.slice(start, end).replace(/\n/g, " ");
    return { excerpt: before + words + (end < raw.length ? "…" : ""), marks: marks };
  }

  /* 1 if `at` stands within a character of two units. */
  function splits(text, at) {
    return at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]) && /[\ud800-\udbff]/.test(text[at - 1]) ? 1 : 0;
  }

  /* ---- answers ---- */

  var kept = { query: null, answer: null };

  /* All that a query finds, best first; the last answer is kept, it is asked for by type. */
  function answer(query) {
    if (kept.query === query) return kept.answer;
    var made = { found: [], terms: termsOf(query), partial: false, missing: "" };
    var cited = made.terms.length ? cite(query) : null;
    if (cited) {
      made.missing = cited.missing;
      cited.terms = cited.terms.map(function (term) { return distinct([term, bare(term)]); });
    }
    if (made.terms.length) made.found = rank(whole(made.terms, query));
    if (cited) {
      var others = rank(whole(cited.terms, query)).concat(made.found);
      var first = cited.units.map(function (unit, index) { return { unit: unit, score: 10000 - index }; });
      var seen = new Set();
      made.found = first.concat(others).filter(function (one) {
        return seen.has(one.unit) ? false : seen.add(one.unit);
      });
      made.terms = made.terms.concat(cited.terms);
    } else if (made.terms.length && !made.found.length) {
      made.found = rank(partly(made.terms));
      made.partial = made.found.length > 0;
      if (made.partial) made.terms = made.found[0].pieces.map(function (piece) { return [piece]; });
    }
    kept = { query: query, answer: made };
    return made;
  }

  function rank(found) {
    return found.sort(function (a, b) { return b.score - a.score || a.unit.index - b.unit.index; });
  }

  function hit(one, terms, index) {
    var unit = one.unit;
    var shown = index < FIRST ? excerpt(unit, terms) : { excerpt: null, marks: null };
    return {
      id: unit.id, type: unit.page.type, url: unit.url, title: unit.title, path: unit.path,
      excerpt: shown.excerpt, marks: shown.marks, score: Math.round(one.score * 100) / 100,
      code: unit.code, badges: unit.page.badges
    };
  }

  function text(query) {
    return query === undefined || query === null ? "" : String(query);
  }

  function atMost(limit) {
    var number = limit === undefined || limit === null ? 20 : Number(limit);
    return number >= 0 ? Math.floor(number) : 20;
  }

  function ready() {
    return KB.load(DATA).then(function () {
      if (!units) throw new Error("搜索数据不完整");
    });
  }

  KB.runSearch = function (query, options) {
    var wanted = options || {};
    return ready().then(function () {
      var made = answer(text(query));
      var types = [].concat(wanted.types || []);
      var years = [].concat(wanted.years || []).map(String);
      var found = made.found.filter(function (one) {
        return (!types.length || types.indexOf(one.unit.page.type) >= 0) &&
          (!years.length || years.indexOf(String(one.unit.page.year)) >= 0);
      });
      return {
        total: found.length,
        hits: found.slice(0, atMost(wanted.limit)).map(function (one, index) {
          return hit(one, made.terms, index);
        }),
        partial: made.partial,
        missing: made.missing
      };
    });
  };

  /* Excerpts and marks of hits beyond the first, in the order of `ids`. */
  KB.excerpts = function (query, ids) {
    return ready().then(function () {
      var made = answer(text(query));
      return ids.map(function (id) {
        var unit = units.find(function (one) { return one.id === id; });
        return unit ? excerpt(unit, made.terms) : null;
      });
    });
  };
})(window.KB);
