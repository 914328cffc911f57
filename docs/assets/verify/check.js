/* A draft held against the library, in the browser: what hooks/kb/catalog.py and
 * hooks/kb/verifying do, on what assets/verify/register.js holds.
 *
 * KB.citations.check(text, day) → [{start, end, name, tone, notes}]
 *   every citation and code (AL-012, GZ-001-7) of the text in order; `day` is 2026-11-24. What a draft says of itself, as
 *   本办法第五条 and 前款 do, is left out. notes: [{kind, tone, subject, text, url, now}].
 */
(function (C) {
  "use strict";

  var NEAR = 3;
  var NEAR_ENOUGH = 0.8;
  var PLACE = /^[^省市县区州]?[省市县区州]/;
  var DIGEST = "要点提示";
  var TONES = ["good", "unsure", "old", "bad"];

  /* ---- the rules ---- */

  function plainName(name) {
    return name.replace(/[《》〈〉 \u3000]/g, "").replace(/中华人民共和国/g, "");
  }

  /* "1 2:3 33:0,2" → {1: [[]], 2: [[1, 2, 3]], 33: [[], [1, 2]]}: the items of each 款. */
  function readArticles(words) {
    var articles = {};
    words.split(" ").filter(Boolean).forEach(function (word) {
      var parts = word.split(":");
      articles[parts[0]] = (parts[1] || "0").split(",").map(function (items) {
        var numbers = items.split("+").map(Number);
        if (numbers.length > 1) return numbers.slice(0, -1);
        return Array.from({ length: numbers[0] }, function (_, index) { return index + 1; });
      });
    });
    return articles;
  }

  function readRule(row) {
    return {
      id: row[0], title: row[1], aliases: row[2], family: row[3], issuer: row[4],
      digest: row[5] === DIGEST, since: row[6], ended: row[7], repealed: Boolean(row[8]),
      days: [row[9], row[10]], effective: row[10], total: row[11], url: row[12], name: row[13],
      version: row[14], articles: readArticles(row[15])
    };
  }

  function add(map, key, value) {
    if (!map.has(key)) map.set(key, new Set());
    map.get(key).add(value);
  }

  function byText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function readRegister(data) {
    var rules = data.rules.map(readRule);
    var families = new Map();
    var titles = new Map();
    var aliases = new Map();
    rules.forEach(function (rule) {
      if (!families.has(rule.family)) families.set(rule.family, []);
      families.get(rule.family).push(rule);
      add(titles, plainName(rule.title), rule.family);
      rule.aliases.forEach(function (alias) { add(aliases, plainName(alias), rule.family); });
    });
    families.forEach(function (versions) {
      versions.sort(function (a, b) { return byText(b.since, a.since); });
    });
    var spelled = [].concat.apply([], rules.map(function (rule) {
      return [rule.title].concat(rule.aliases);
    }));
    return {
      byId: new Map(rules.map(function (rule) { return [rule.id, rule]; })),
      families: families,
      /* For each name the families that bear it; whose title it is has it before a short name. */
      named: new Map(Array.from(aliases).concat(Array.from(titles))),
      names: C.names(spelled.concat(spelled.map(plainName))),
      near: new Map(),
      newer: data.newer,
      codes: data.codes,
      gone: data.gone,
      words: data.words
    };
  }

  var register = null;

  /* ---- names that come near: the measure of Python's difflib ---- */

  /* How many characters of two strings match: the longest common piece, then left and right of it. */
  function matching(a, b) {
    if (!a || !b) return 0;
    var best = { size: 0, a: 0, b: 0 };
    var lengths = [];
    for (var i = 0; i < a.length; i += 1) {
      var row = [];
      for (var j = 0; j < b.length; j += 1) {
        if (a[i] !== b[j]) continue;
        row[j] = (lengths[j - 1] || 0) + 1;
        if (row[j] > best.size) best = { size: row[j], a: i - row[j] + 1, b: j - row[j] + 1 };
      }
      lengths = row;
    }
    if (!best.size) return 0;
    return matching(a.slice(0, best.a), b.slice(0, best.b)) + best.size +
      matching(a.slice(best.a + best.size), b.slice(best.b + best.size));
  }

  function near(name) {
    if (!register.near.has(name)) register.near.set(name, nearest(name));
    return register.near.get(name);
  }

  function nearest(name) {
    var found = [];
    register.named.forEach(function (_, other) {
      var length = name.length + other.length;
      if (2 * Math.min(name.length, other.length) / length < NEAR_ENOUGH) return;
      var ratio = 2 * matching(other, name) / length;
      if (ratio >= NEAR_ENOUGH) found.push({ ratio: ratio, name: other });
    });
    found.sort(function (a, b) { return b.ratio - a.ratio || byText(b.name, a.name); });
    return found.slice(0, NEAR).map(function (one) { return one.name; });
  }

  /* ---- which rule, version and place ---- */

  function familiesOf(name) {
    return Array.from(register.named.get(name) || []).sort(byText).map(function (family) {
      return register.families.get(family);
    });
  }

  function versionOn(versions, day) {
    return versions.find(function (rule) { return rule.since <= day; }) || null;
  }

  function inForce(rule, day) {
    if (!rule.ended && rule.repealed) return false;
    return rule.since <= day && (!rule.ended || day <= rule.ended);
  }

  /* {rule} or {fault, …}. */
  function ruleOf(citation, day) {
    var name = plainName(citation.target);
    var families = familiesOf(name);
    if (!families.length) return { fault: "unknown", name: name, names: near(name) };
    if (families.length > 1) {
      return { fault: "ambiguous", rules: families.map(function (versions) { return versions[0]; }) };
    }
    var versions = families[0];
    if (citation.version) {
      var named = versions.find(function (rule) {
        return rule.days.some(function (one) { return one && one.startsWith(citation.version); });
      });
      return named ? { rule: named } : { fault: "no-version", rules: versions };
    }
    var rule = versionOn(versions, day);
    return rule ? { rule: rule } : { fault: "not-yet", rules: versions };
  }

  /* The anchors of a provision, the narrowest first; the first 款 that has an item holds it. */
  function anchors(rule, one) {
    var paragraphs = rule.articles[one.article] || [];
    var number = one.paragraph || 1 + Math.max(0, paragraphs.findIndex(function (items) {
      return items.indexOf(one.item) >= 0;
    }));
    var items = paragraphs[number - 1];
    var article = "art-" + one.article;
    var paragraph = article + "-p" + number;
    var found = [];
    if (one.item) found.push([paragraph + "-i" + one.item, items && items.indexOf(one.item) >= 0]);
    if (one.paragraph) found.push([paragraph, Boolean(items)]);
    found.push([article, paragraphs.length > 0]);
    return found;
  }

  function placeOf(rule, one) {
    var found = one ? anchors(rule, one).find(function (anchor) { return anchor[1]; }) : null;
    return rule.url + (found ? "#" + found[0] : "");
  }

  /* ---- what is to be said: a key of the words, with what is filled in there ---- */

  C.chineseDate = function (day) {
    var parts = day.split("-").map(Number);
    return parts[0] + "年" + parts[1] + "月" + parts[2] + "日";
  };

  function versionWords(rule) {
    return rule.version + (rule.effective ? "（" + rule.effective + "起施行）" : "");
  }

  function versionList(rules) {
    return rules.map(versionWords).join("、");
  }

  /* Whether `name` is `other` with one character wrong, too much or left out; not where that makes
   * another place or another kind of rule of it: 甲市 and 乙市, 规定 and 规则. */
  function isSlip(name, other) {
    var start = 0;
    while (start < name.length && name[start] === other[start]) start += 1;
    var left = name.slice(start);
    var right = other.slice(start);
    var same = 0;
    while (same < Math.min(left.length, right.length) &&
        left[left.length - 1 - same] === right[right.length - 1 - same]) same += 1;
    var end = left.slice(left.length - same);
    if (Math.max(left.length, right.length) - same > 1) return false;
    return end ? !PLACE.test(end) : !C.noun(name);
  }

  function nameless(found) {
    var slips = found.names.filter(function (name) { return isSlip(found.name, name); });
    var titles = (slips.length ? slips : found.names).map(function (name) {
      return "《" + familiesOf(name)[0][0].title + "》";
    });
    if (!titles.length) return { kind: "absent" };
    var names = Array.from(new Set(titles)).join("、");
    return { kind: slips.length ? "unknown" : "alike", said: { names: names } };
  }

  function withoutRule(found, day) {
    if (found.fault === "ambiguous") {
      var names = found.rules.map(function (rule) { return "《" + rule.title + "》（" + rule.issuer + "）"; });
      return { kind: "ambiguous", said: { names: names.join("、") } };
    }
    if (found.fault === "unknown") return nameless(found);
    return { kind: found.fault, said: { day: C.chineseDate(day), versions: versionList(found.rules) } };
  }

  function verdict(rule, one, day) {
    var missed = one ? missing(rule, one) : null;
    if (missed) return missed;
    if (!inForce(rule, day)) return aged(rule, one, day);
    if (!one) return { kind: "named" };
    return { kind: rule.digest && (one.paragraph || one.item) ? "parts" : "fine" };
  }

  /* What `rule` has instead of a provision; null where it has it. */
  function missing(rule, one) {
    var paragraphs = rule.articles[one.article];
    if (!paragraphs) {
      var within = !rule.total || parseInt(one.article, 10) <= rule.total;
      if (rule.digest && within) return { kind: rule.total ? "left-out" : "unlisted" };
      return { kind: "no-article", said: { count: String(rule.total) } };
    }
    if (rule.digest || anchors(rule, one)[0][1]) return null;
    if (one.paragraph && one.paragraph > paragraphs.length) {
      return { kind: "no-paragraph", said: { count: String(paragraphs.length) } };
    }
    var parts = one.paragraph ? paragraphs.slice(one.paragraph - 1, one.paragraph) : paragraphs;
    var items = parts.find(function (numbers) { return numbers.length; });
    if (items) return { kind: "no-item", said: { count: String(items.length) } };
    return { kind: "no-items", said: { part: one.paragraph ? "该款" : "该条" } };
  }

  /* What is to be said of a version that did not count on `day`. */
  function aged(rule, one, day) {
    var current = versionOn(register.families.get(rule.family), day);
    if (rule.since > day) {
      if (!current) return { kind: "not-yet", said: { day: C.chineseDate(day), versions: versionWords(rule) } };
      var later = { version: rule.version, day: C.chineseDate(rule.since), now: current.version };
      return { kind: "later", said: later };
    }
    if (!current || current === rule || !rule.ended) {
      return rule.ended ? { kind: "ended", said: { day: C.chineseDate(rule.ended) } } : { kind: "repealed" };
    }
    var said = { version: rule.version, day: C.chineseDate(rule.ended), now: current.version };
    if (!one) return { kind: "revised", said: said };
    var later = register.newer[rule.id + "#art-" + one.article] || [];
    var places = later.map(function (other) { return other[0].split("#"); });
    if (!later.length || places[0][0] !== current.id) return { kind: "revised-alone", said: said };
    said.now += later.map(function (other, index) {
      return C.articleLabel(places[index][1].slice(4)) + (other[1] ? "（推定）" : "");
    }).join("、");
    return { kind: "revised", said: said, now: current.url + "#" + places[0][1] };
  }

  /* ---- findings ---- */

  function subjectOf(one) {
    if (!one) return "";
    return C.articleLabel(one.article) +
      (one.paragraph === null ? "" : "第" + C.toChinese(one.paragraph) + "款") +
      (one.item === null ? "" : "第（" + C.toChinese(one.item) + "）项");
  }

  function note(found, subject, url) {
    var words = register.words[found.kind];
    var says = Object.keys(found.said || {}).reduce(function (text, key) {
      return text.replace("{" + key + "}", found.said[key]);
    }, words.says);
    return {
      kind: found.kind, tone: words.tone, subject: subject,
      text: [words.label, says].filter(Boolean).join("："), url: url, now: found.now || ""
    };
  }

  function notesOf(citation, found, day) {
    if (!found.rule) return [note(withoutRule(found, day), "", "")];
    var provisions = citation.provisions.length ? citation.provisions : [null];
    return provisions.map(function (one) {
      return note(verdict(found.rule, one, day), subjectOf(one), placeOf(found.rule, one));
    });
  }

  /* ---- codes: hooks/kb/verifying/codes.py ---- */

  var CODE = /(?<![A-Za-z0-9-])(GZ|CX|AL|ND|HY)(-\d{3,4})(?:-(\d{1,4}(?:\.\d{1,3})?)|第([一二三四五六七八九十]{1,3})步)?(?![\d-])/gi;
  var SINCE = /依据截至(\d{4})年(\d{1,2})月(\d{1,2})日/;

  function sinceOf(text) {
    var found = SINCE.exec(text);
    if (!found) return "";
    var day = [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-");
    var read = new Date(day + "T00:00:00Z");
    return !isNaN(read) && read.toISOString().slice(0, 10) === day && found[1] > "0000" ? day : "";
  }

  function goneNote(code) {
    var fate = register.gone[code];
    if (fate) {
      var said = fate[0] === "code-withdrawn" ? { reason: fate[1] } : { name: fate[1] };
      return note({ kind: fate[0], said: said, now: fate[2] }, "", "");
    }
    var known = Object.keys(register.codes).filter(function (one) { return one.startsWith(code.slice(0, 2)); });
    known.sort(byText);
    var first = code.slice(0, 2) + "-001";
    return note({ kind: "code-unknown", said: { first: known[0] || first, last: known[known.length - 1] || first } }, "", "");
  }

  /* What is to be said of the article, the step or the record that a code names. */
  function partNote(found, row, day) {
    var rule = register.byId.get(row[3]);
    if (rule && found[3]) {
      var one = { article: found[3].replace(".", "-"), paragraph: null, item: null };
      return note(verdict(rule, one, day), subjectOf(one), placeOf(rule, one));
    }
    if (rule) return note(inForce(rule, day) ? { kind: "fine" } : aged(rule, null, day), "", rule.url);
    var number = found[4] && row[3] ? C.parseNumeral(found[4]) : 0;
    if (!number) return note({ kind: "fine" }, "", row[0]);
    if (number > row[3]) {
      return note({ kind: "no-step", said: { count: String(row[3]) } }, "第" + found[4] + "步", row[0]);
    }
    return note({ kind: "fine" }, "第" + C.toChinese(number) + "步", row[0] + "#step-" + number);
  }

  function codeFinding(found, day, since) {
    var code = (found[1] + found[2]).toUpperCase();
    var row = register.codes[code];
    var told = row ? partNote(found, row, day) : goneNote(code);
    if (row && told.tone === "good" && since && row[2] > since) {
      var said = { day: C.chineseDate(row[2]), since: C.chineseDate(since) };
      told = note({ kind: "code-changed", said: said }, told.subject, told.url);
    }
    return {
      start: found.index, end: found.index + found[0].length, tone: told.tone, notes: [told],
      name: row ? row[1] : code
    };
  }

  function checkCodes(text, day) {
    var since = sinceOf(text);
    var seen = new Set();
    return Array.from(text.matchAll(CODE)).filter(function (found) {
      var words = found[0].toUpperCase();
      return !seen.has(words) && seen.add(words);
    }).map(function (found) { return codeFinding(found, day, since); });
  }

  C.check = function (text, day) {
    register = register || readRegister(C.register);
    return checkCitations(text, day).concat(checkCodes(text, day)).sort(function (a, b) { return a.start - b.start; });
  };

  function checkCitations(text, day) {
    return C.find(text, { names: register.names }).filter(function (citation) {
      return citation.target !== C.SELF && citation.kind !== "part";
    }).map(function (citation) {
      var found = ruleOf(citation, day);
      var notes = notesOf(citation, found, day);
      var worst = Math.max.apply(null, notes.map(function (one) { return TONES.indexOf(one.tone); }));
      return {
        start: citation.start, end: citation.end, tone: TONES[worst], notes: notes,
        name: found.rule ? found.rule.name : "《" + citation.target + "》"
      };
    });
  }
})(KB.citations = KB.citations || {});
