/* The search itself: loaded on first use by kb.js, works on the data of assets/search/sections.js.
 *
 * A query is cut at spaces into terms; every term must stand in a section, as an exact string, in
 * its name, path, other names or text. Where no section has all of them, those with most come.
 */
(function (KB) {
  "use strict";

  var FIRST = 20;
  var AROUND = 40;
  var LONGEST = 200;
  var MOST_TERMS = 12;
  var DIGITS = "零一二三四五六七八九";
  var RULE = /^(.{2,40}?)\s*第?\s*([0-9]{1,4}|[零〇一二三四五六七八九十百两]{1,9})\s*条(?:之([一二三四五六七八九十0-9]{1,3}))?$/;
  var BARE = /^(.{2,40}?)\s*([0-9]{1,4}|[一二三四五六七八九十百]{1,9})$/;
  var data = null;

  KB.searchData = function (found) {
    var pages = found.pages.map(function (page) {
      return {
        id: page[0], url: page[1], name: page[2], aliases: page[3], type: page[4],
        status: page[5], badges: page[6], year: page[7]
      };
    });
    data = found.sections.map(function (section) {
      var page = pages[section[0]];
      return {
        page: page,
        anchor: section[1],
        title: section[2],
        path: [page.name].concat(section[3]),
        code: section[4],
        text: section[5],
        names: normal([section[2], section[4]].concat(page.aliases).join("\n")),
        way: normal([page.name].concat(section[3]).join("\n")),
        body: normal(section[5])
      };
    });
  };

  /* NFKC, small letters, no spaces: 第 33 条 and 第３３条 are one. Lines stay apart. */
  function normal(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[^\S\n]+/g, "");
  }

  function number(text) {
    if (/^[0-9]+$/.test(text)) return parseInt(text, 10);
    var total = 0;
    var digit = 0;
    text.replace("〇", "零").replace("两", "二").split("").forEach(function (sign) {
      var unit = { "十": 10, "百": 100 }[sign];
      if (unit) {
        total += (digit || 1) * unit;
        digit = 0;
      } else {
        digit = DIGITS.indexOf(sign);
      }
    });
    return total + digit;
  }

  /* The article or step that a query names, as a test of sections; null if it names none. */
  function named(query) {
    var text = query.normalize("NFKC").trim();
    var code = /^([a-z]{2})-?(\d{3,4})(?:-(\d{1,4})(?:\.(\d{1,3}))?)?$/i.exec(text);
    if (code) {
      var wanted = (code[1] + "-" + code[2]).toLowerCase();
      var whole = code[3] ? wanted + "-" + code[3] + (code[4] ? "." + code[4] : "") : wanted;
      return function (section) {
        var own = section.code.toLowerCase();
        return own === whole && (code[3] ? true : !section.anchor);
      };
    }
    var found = RULE.exec(text) || BARE.exec(text);
    if (!found) return null;
    var name = normal(found[1]).replace(/[《》]/g, "");
    var anchor = "art-" + number(found[2]) + (found[3] ? "-" + number(found[3]) : "");
    return function (section) {
      if (section.page.type !== "article" || section.anchor !== anchor) return false;
      return section.page.aliases.map(normal).indexOf(name) >= 0 ||
        normal(section.page.name).indexOf(name) >= 0;
    };
  }

  function count(text, term) {
    var times = 0;
    for (var at = text.indexOf(term); at >= 0 && times < 5; at = text.indexOf(term, at + 1)) {
      times += 1;
    }
    return times;
  }

  function score(section, terms, phrase) {
    var total = 0;
    var matched = 0;
    terms.forEach(function (term) {
      var inNames = section.names.indexOf(term) >= 0;
      var inWay = section.way.indexOf(term) >= 0;
      var times = count(section.body, term);
      if (inNames || inWay || times) matched += 1;
      total += (inNames ? 30 : 0) + (inWay ? 15 : 0) + (section.names === term ? 60 : 0);
      total += times * 4 / (1 + Math.log(1 + section.body.length / 200));
    });
    if (terms.length > 1 && section.body.indexOf(phrase) >= 0) total += 20;
    if (section.page.status === "已修订" || section.page.status === "已废止") total *= 0.6;
    return { matched: matched, score: total };
  }

  /* Offsets in the text as it stands of every place where a term stands in its normal form. */
  function places(text, terms) {
    var plain = "";
    var origin = [];
    Array.from(text).reduce(function (at, sign) {
      var piece = normal(sign);
      for (var i = 0; i < piece.length; i += 1) origin.push(at);
      plain += piece;
      return at + sign.length;
    }, 0);
    origin.push(text.length);
    var found = [];
    terms.forEach(function (term) {
      for (var at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + term.length)) {
        found.push([origin[at], origin[at + term.length]]);
        if (found.length > 200) break;
      }
    });
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  function excerpt(section, terms) {
    var text = section.text.replace(/\n/g, " ");
    var found = places(text, terms);
    var start = found.length ? Math.max(0, found[0][0] - AROUND) : 0;
    var cut = text.slice(start, start + LONGEST);
    var lead = start > 0 ? "…" : "";
    var marks = [];
    found.forEach(function (place) {
      var from = place[0] - start;
      var to = place[1] - start;
      var last = marks[marks.length - 1];
      if (from < 0 || to > cut.length || (last && from + lead.length < last[1])) return;
      marks.push([from + lead.length, to + lead.length]);
    });
    return { text: lead + cut + (start + LONGEST < text.length ? "…" : ""), marks: marks };
  }

  function hit(found, terms, withText) {
    var section = found.section;
    var shown = withText ? excerpt(section, terms) : { text: null, marks: [] };
    return {
      id: section.page.id + (section.anchor ? "#" + section.anchor : ""),
      type: section.page.type,
      url: section.page.url + (section.anchor ? "#" + section.anchor : ""),
      title: section.title,
      path: section.path,
      code: section.code,
      badges: section.page.badges,
      excerpt: shown.text,
      marks: shown.marks,
      score: found.score
    };
  }

  function find(query, options) {
    var types = options.types && options.types.length ? options.types : null;
    var years = options.years && options.years.length ? options.years.map(Number) : null;
    var limit = options.limit === undefined ? FIRST : options.limit;
    var isNamed = named(query.slice(0, 100));
    var terms = query.slice(0, 1000).trim().split(/[\s\u3000]+/).map(normal)
      .filter(function (term, index, list) {
        return /[\p{L}\p{N}]/u.test(term) && list.indexOf(term) === index;
      }).slice(0, MOST_TERMS);
    var found = data.filter(function (section) {
      return (!types || types.indexOf(section.page.type) >= 0) &&
        (!years || years.indexOf(section.page.year) >= 0);
    }).map(function (section) {
      var result = score(section, terms, terms.join(""));
      if (isNamed && isNamed(section)) {
        var revised = section.page.status === "已修订" || section.page.status === "已废止";
        result = { matched: terms.length, score: revised ? 5000 : 10000 };
      }
      return { section: section, matched: result.matched, score: result.score };
    });
    var most = found.reduce(function (best, one) { return Math.max(best, one.matched); }, 0);
    found = terms.length ? found.filter(function (one) {
      return one.matched === most && most > 0;
    }) : [];
    found.sort(function (a, b) { return b.score - a.score || (a.section.way < b.section.way ? -1 : 1); });
    var partial = isNamed && found.length && found[0].score >= 5000 ? false : most < terms.length;
    return {
      total: found.length,
      partial: found.length > 0 && partial,
      hits: found.slice(0, limit).map(function (one, index) { return hit(one, terms, index < FIRST); })
    };
  }

  KB.runSearch = function (query, options) {
    return KB.load("assets/search/sections.js").then(function () {
      return find(String(query), options);
    });
  };
})(window.KB);
