/* Citations of rules in Chinese text, recognised in the browser: the same table of tokens and
 * productions (assets/citations/table.js) and the same results as hooks/kb/citations in Python.
 *
 * KB.loadCitations() → Promise of KB.citations, which has
 *   find(text, {title, article, names}) → [{start, end, target, provisions, kind, version}]
 *     all citations, in order; offsets are those of a JavaScript string. `title` and `article` say
 *     in which rule and article the text stands, `names` what else is recognised without title
 *     marks. `target` is the name without title marks, short names resolved, or "SELF" for 本法 and
 *     bare articles; a provision is {article: "120-3", paragraph, item}, null where it is not said;
 *     `kind` is one of named, plain, own, that, bare, relative, part; `version` "2018",
 *     "2018-08-18" or null.
 *   names(list) → the names, prepared for `find`
 *   articleLabel("120-3") → 第一百二十条之三; provisionKey(provision) → "33-p1-i2"
 */
(function (C) {
  "use strict";

  var ARABIC = /^[0-9０-９]/;
  var CRIMES = "刑法";

  C.find = function (text, options) {
    var plain = flatten(text);
    var reading = new C.Reading(plain.text, options || {});
    var anchor = new RegExp(C.grammar().anchor, "g");
    for (var found = anchor.exec(plain.text); found; found = anchor.exec(plain.text)) {
      var start = found.index;
      var end = start;
      reading.reach(start);
      (FORMS[plain.text[start]] || [numbered]).some(function (form) {
        end = form(reading, start);
        return end >= 0;
      });
      anchor.lastIndex = Math.max(end, start + 1);
    }
    return plain.restore(reading.citations);
  };

  /* ---- lengths are counted in code points: a character of two units is read as one stand-in ---- */

  var PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

  function flatten(text) {
    var standIns = new Map();
    var originals = new Map();
    var places = [];
    var next = 0xe000;
    var flat = text.replace(PAIR, function (pair, at) {
      places.push(at - places.length);
      if (!standIns.has(pair)) {
        while (next < 0xf8ff && text.indexOf(String.fromCharCode(next)) >= 0) next += 1;
        standIns.set(pair, String.fromCharCode(next));
        originals.set(String.fromCharCode(next), pair);
        next = Math.min(next + 1, 0xf8ff);
      }
      return standIns.get(pair);
    });
    function original(at) {
      var low = 0;
      for (var high = places.length; low < high;) {
        var middle = (low + high) >> 1;
        if (places[middle] < at) low = middle + 1;
        else high = middle;
      }
      return at + low;
    }
    return {
      text: flat,
      restore: function (citations) {
        if (!places.length) return citations;
        return citations.map(function (one) {
          return Object.assign({}, one, {
            start: original(one.start),
            end: original(one.end),
            target: one.target.replace(/[\ue000-\uf8ff]/g, function (sign) {
              return originals.get(sign) || sign;
            })
          });
        });
      }
    };
  }

  /* ---- forms: each adds what it finds at `start` and returns where it ended, or -1 ---- */

  function read(production, reading, start, pieces) {
    return C.grammar().matchers[production](reading.text, start, pieces);
  }

  function add(reading, start, end, target, provisions, kind, version) {
    if (!provisions.length) kind = "part";
    if (kind !== "plain") version = version || reading.inherited(target);
    reading.add({
      start: start, end: end, target: target, provisions: provisions, kind: kind,
      version: version || null
    });
    return end;
  }

  /* Whether the 本 or 同 at `start` ends a word: 基本法, 合同条例. */
  function belongsToLeft(reading, start) {
    var before = reading.text.slice(Math.max(0, start - 2), start);
    return Boolean(C.grammar().patterns.own_not_after.search(before));
  }

  /* Whether what follows is a thing that is counted or owned: 前三条经验. */
  function countsThings(reading, end) {
    return Boolean(C.grammar().patterns.after_never.match(reading.text, end));
  }

  /* 《监察法》（2018年）第七十条; a name alone counts if a rule may bear it. */
  function named(reading, start) {
    var patterns = C.grammar().patterns;
    var pieces = [];
    var end = read("named", reading, start, pieces);
    if (end < 0) return -1;
    var name = C.bracketedName(pieces[0][1], start);
    var provisions = C.readProvisions(pieces);
    if (!provisions.length) end = start + pieces[0][1].length;
    var notes = pieces.filter(function (piece) { return piece[0] === "NOTE"; })
      .map(function (piece) { return C.trim(piece[1]); });
    var title = name.text;
    if (notes.length && patterns.note_number.match(notes[0])) title += notes[0];
    var target = reading.resolve(title);
    if (patterns.no_rule_title.search(target)) {
      if (provisions.length) reading.reject(end);
      return end;
    }
    var rule = target !== C.SELF && patterns.rule_title.search(target);
    if (!provisions.length && (!rule || reading.declares(start))) return end;
    var version = name.version || C.versionBefore(reading.text, start) ||
      C.versionInNote(notes.join("")) || reading.version(title);
    reading.add({
      start: start, end: end, target: target, provisions: provisions, kind: "named", version: version
    });
    return end;
  }

  /* 本法第十条, 本规定第三章. */
  function own(reading, start) {
    var pieces = [];
    var end = belongsToLeft(reading, start) ? -1 : read("own", reading, start, pieces);
    if (end < 0) return -1;
    var target = reading.own(C.noun(pieces[0][1].replace(/》$/, "")), start);
    return add(reading, start, end, target, C.readProvisions(pieces), "own");
  }

  /* 该条例第五条, 同法第六条. */
  function that(reading, start) {
    var pieces = [];
    var end = belongsToLeft(reading, start) ? -1 : read("that", reading, start, pieces);
    if (end < 0) return -1;
    var target = reading.that(C.noun(pieces[0][1].replace(/》$/, "")), start);
    if (target === null) return end;
    return add(reading, start, end, target, C.readProvisions(pieces), "that");
  }

  /* 其实施条例第六条, after a citation of 预算法. */
  function its(reading, start) {
    var pieces = [];
    var end = read("its", reading, start, pieces);
    if (end < 0 || !reading.latest) return end;
    var rule = reading.latest.target === C.SELF ? reading.title : reading.latest.target;
    if (rule === null) return end;
    var target = rule + pieces[0][1].slice(1).replace(/[《》]/g, "");
    return add(reading, start, end, target, C.readProvisions(pieces), "that");
  }

  /* 上述规定: once more what was just cited. */
  function above(reading, start) {
    var latest = reading.near(start);
    var end = read("above", reading, start, []);
    if (!latest || end < 0) return end;
    return add(reading, start, end, latest.target, latest.provisions, "relative");
  }

  /* 该条, 该款第二项: of what was just cited. */
  function same(reading, start) {
    var latest = reading.near(start);
    var pieces = [];
    var end = read("same", reading, start, pieces);
    if (!latest || end < 0) return end;
    if (pieces.length === 1 && countsThings(reading, end)) return end;
    var last = latest.provisions[latest.provisions.length - 1];
    last = C.provision(last.article, pieces[0][1].endsWith("条") ? null : last.paragraph);
    var provisions = C.readProvisions(pieces.slice(1), [last], last.article);
    return add(reading, start, end, latest.target, provisions, "relative");
  }

  /* 本条第一款, 本款规定. */
  function here(reading, start) {
    if (belongsToLeft(reading, start)) return -1;
    var pieces = [];
    var end = read("here", reading, start, pieces);
    var place = reading.here(start);
    if (end < 0 || !place || !place.article) return end;
    if (pieces.length === 1 && countsThings(reading, end)) return end;
    var provisions = C.readProvisions(pieces.slice(1), [C.provision(place.article)], place.article);
    return add(reading, start, end, place.target, provisions, "relative");
  }

  /* 前款第（二）项, 前两条: counted from where the words stand. */
  function before(reading, start) {
    var patterns = C.grammar().patterns;
    var pieces = [];
    var end = read("before", reading, start, pieces);
    var place = reading.here(start);
    if (end < 0 || !place || !place.article) return end;
    var words = pieces[0][1];
    if (pieces.length === 1 && patterns.numbered_before.match(words)) {
      var sure = reading.ruleLike && !words.endsWith("项");
      var after = sure ? patterns.after : patterns.after_strong;
      if (countsThings(reading, end) || !after.match(reading.text, end)) return end;
    }
    var counted = words.slice(1, -1).replace("述", "");
    var count = counted ? C.parseNumeral(counted) : 1;
    var articles = [place.article];
    if (words.endsWith("条")) {
      articles = [];
      for (var back = count; back > 0; back -= 1) articles.push(C.articleBefore(place.article, back));
    }
    var first = articles.filter(Boolean).map(function (article) { return C.provision(article); });
    if (!first.length) return end;
    var provisions = C.readProvisions(pieces.slice(1), first, C.lastArticle(first));
    return add(reading, start, end, place.target, provisions, "relative");
  }

  /* 第二十二条 without a name: after a name without title marks, or the context's. */
  function bare(reading, start) {
    var heads = heading(reading, start);
    if (heads >= 0) return heads;
    var end = plain(reading, start);
    if (end >= 0) return end;
    var pieces = [];
    var patterns = C.grammar().patterns;
    end = read("bare", reading, start, pieces);
    if (end < 0) return -1;
    var place = barePlace(reading, start, end, pieces);
    if (!place) return end;
    var provisions = C.readProvisions(pieces, [], place.article);
    if (!provisions.length) return end;
    var version = patterns.version_alone.search(reading.text.slice(Math.max(0, start - 12), start));
    return add(reading, start, end, place.target, provisions, "bare", version && version[1]);
  }

  /* Where the number ends that opens a paragraph, or -1. */
  function heading(reading, start) {
    var patterns = C.grammar().patterns;
    var text = reading.text;
    if (start && !patterns.heading.search(text.slice(Math.max(0, start - 12), start))) return -1;
    var number = patterns.heading_number.match(text, start);
    if (!number || patterns.heading_goes_on.match(text, start + number[0].length)) return -1;
    reading.head(articleKey(number[0]), start);
    return start + number[0].length;
  }

  function articleKey(words) {
    var parts = words.replace(/[第条 \u3000]/g, "").split("之");
    var key = String(C.parseNumeral(parts[0]));
    return parts[1] ? key + "-" + C.parseNumeral(parts[1]) : key;
  }

  /* 监察法第三十一条. */
  function plain(reading, start) {
    var citations = reading.citations;
    var floor = citations.length ? citations[citations.length - 1].end : 0;
    var name = C.plainName(reading.text, start, Math.min(floor, start), reading.known,
      reading.alone.bind(reading));
    var pieces = [];
    var end = name ? read("plain", reading, start, pieces) : -1;
    if (end < 0) return -1;
    var target = reading.resolve(name.text);
    if (C.grammar().patterns.no_rule_title.search(target)) {
      reading.reject(end);
      return end;
    }
    var version = name.version || reading.version(name.text);
    return add(reading, name.start, end, target, C.readProvisions(pieces), "plain", version);
  }

  /* 政务处分法33条: 第 left out. */
  function numbered(reading, start) {
    start += 1;
    var name = C.plainName(reading.text, start, 0, reading.known);
    if (!name) return -1;
    var known = reading.known.some(function (names) { return names.has(name.text); });
    return known || ARABIC.test(reading.text[start]) ? plain(reading, start) : -1;
  }

  /* Whose provisions stand here, if the words around allow that they are any. */
  function barePlace(reading, start, end, pieces) {
    var patterns = C.grammar().patterns;
    var text = reading.text;
    var left = text.slice(Math.max(0, start - 12), start);
    if (countsThings(reading, end) || patterns.before_never.search(left)) return null;
    if (patterns.crime.search(left)) return { target: CRIMES, article: null };
    var inTitle = patterns.cell.search(left) ? reading.inTitle() : [];
    if (inTitle.length) return { target: inTitle[0], article: null };
    var strong = Boolean(patterns.before_strong.search(left));
    var weak = Boolean(patterns.before_weak.search(left));
    var afterStrong = Boolean(patterns.after_strong.match(text, end));
    var after = afterStrong || Boolean(patterns.after.match(text, end));
    var allowed;
    if (pieces.some(function (piece) { return piece[0].startsWith("ARTICLE"); })) {
      allowed = strong || ((reading.ruleLike || weak) && (afterStrong || (after && weak)));
    } else {
      allowed = ((strong || reading.ruleLike || weak) && afterStrong) || (strong && after);
    }
    return allowed ? reading.bare(start) : null;
  }

  var FORMS = {
    "《": [named],
    "第": [bare],
    "本": [own, here],
    "该": [that, same],
    "同": [that],
    "上": [that, above],
    "前": [that, above, before],
    "其": [its]
  };
})(KB.citations = KB.citations || {});
