/* Names of rules in running text: cleaned, dated, declared short, or without title marks.
 * The same as hooks/kb/citations/names.py, function by function.
 *
 * A name is {start, end, text, version}; a short name {opening, start, short, full, version}.
 */
(function (C) {
  "use strict";

  var WINDOW = 60;
  var BEFORE = 300;

  /* ---- names that are recognised without title marks ---- */

  function Names(names) {
    var lengths = {};
    this.all = new Set(names.filter(Boolean));
    this.all.forEach(function (name) {
      var last = name[name.length - 1];
      (lengths[last] = lengths[last] || new Set()).add(name.length);
    });
    this.lengths = lengths;
    Object.keys(lengths).forEach(function (last) {
      lengths[last] = Array.from(lengths[last]).sort(function (a, b) { return b - a; });
    });
  }

  Names.prototype.has = function (name) {
    return this.all.has(name);
  };

  /* The longest name with which `text` ends, or "". */
  Names.prototype.ending = function (text) {
    var all = this.all;
    var length = (this.lengths[text.slice(-1)] || []).find(function (one) {
      return all.has(text.slice(-one));
    });
    return length ? text.slice(-length) : "";
  };

  C.names = function (names) {
    return new Names(names);
  };

  /* ---- in title marks ---- */

  /* What a pattern found of year, month and day: 2018-08-18; null where it found nothing. */
  C.date = function (found) {
    if (!found) return null;
    return found.slice(1).filter(Boolean).map(function (part) {
      return part.padStart(2, "0");
    }).join("-");
  };

  /* The name in the title marks `raw`: 《甲条例（2015年修订）》 is 甲条例 of 2015. */
  C.bracketedName = function (raw, start) {
    var text = C.trim(raw.slice(1, -1));
    var version = C.grammar().patterns.title_version.search(text);
    if (version) text = C.trim(text.slice(0, version.index));
    return { start: start, end: start + raw.length, text: text, version: C.date(version) };
  };

  /* The name `found` in title marks, with the version that the words around it give. */
  function markedName(text, found) {
    var name = C.bracketedName(found[0], found.index);
    var notes = C.grammar().patterns.notes.match(text, name.end);
    name.version = name.version || C.versionBefore(text, name.start) || C.versionInNote(notes[0]);
    return name;
  }

  /* The last date in brackets: （1994年通过，2018年12月29日修正） is 2018-12-29. */
  C.versionInNote = function (note) {
    return C.date(C.grammar().patterns.note_version.all(note).pop());
  };

  /* The year that stands before the name at `start`: 2018年修订的《条例》 is 2018. */
  C.versionBefore = function (text, start) {
    return C.date(C.grammar().patterns.version_before.search(text.slice(Math.max(0, start - 24), start)));
  };

  /* ---- without title marks ---- */

  /* The name that ends at `end` and begins at `floor` or after it, or null. What `alone` says of a
   * noun is whether it is a name by itself: 条例第三条. */
  C.plainName = function (text, end, floor, known, alone) {
    var patterns = C.grammar().patterns;
    var begin = Math.max(floor, end - WINDOW);
    var window = text.slice(begin, end);
    var tail = patterns.tail.search(window);
    if (!tail) return aliasBefore(window, end, known);
    var noun = tail[1];
    var letters = patterns.letters.search(window.slice(0, tail.index));
    var stem = letters ? letters[0] : "";
    var name = knownName(stem + noun, known) || unknownName(stem, noun, alone);
    if (!name) return aliasBefore(window, end, known);
    var start = begin + tail.index + noun.length - name.length;
    var version = C.versionInNote(tail[2]) || C.versionBefore(text, start);
    var notes = C.trim(tail[2]);
    if (patterns.note_number.match(notes)) name += notes;
    return { start: start, end: end, text: name, version: version };
  };

  /* A known name that does not end like one: 九民纪要, 甲释. */
  function aliasBefore(window, end, known) {
    var words = window.replace(/[ \u3000*]+$/, "");
    for (var i = 0; i < known.length; i += 1) {
      var name = known[i].ending(words);
      if (name) {
        return { start: end - window.length + words.length - name.length, end: end, text: name, version: null };
      }
    }
    return null;
  }

  function knownName(words, known) {
    var found = known.reduce(function (best, names) {
      var name = names.ending(words);
      return name.length > best.length ? name : best;
    }, "");
    return found && !isPart(words.slice(0, -found.length)) ? found : "";
  }

  /* Whether what stands left of a known name belongs to it: 上海市 before 食品安全条例. */
  function isPart(left) {
    return Boolean(C.grammar().patterns.places.search(left.slice(lastBoundary(left))));
  }

  function unknownName(stem, noun, alone) {
    var grammar = C.grammar();
    var patterns = grammar.patterns;
    var about = patterns.about.search(stem);
    if (about) return about[0] + noun;
    stem = stem.slice(lastBoundary(stem + noun));
    var law = noun === "法" || noun === "法典";
    if (!stem && alone && alone(noun)) return noun;
    if (patterns.generic.match(stem) && !(law && stem)) return "";
    if (patterns.not_names.search(stem + noun) || grammar.titled.has(noun)) return "";
    return stem.length >= (law ? 1 : 2) ? stem + noun : "";
  }

  /* Where the last word ends that no name holds: 3 for 不符合专利法. */
  function lastBoundary(words) {
    return C.grammar().patterns.boundary.all(words).reduce(function (last, found) {
      return found[1] && divides(found, words) ? found.index + found[0].length : last;
    }, 0);
  }

  /* 和 divides 公司法和证券法, not 专属经济区和大陆架法. */
  function divides(found, words) {
    var patterns = C.grammar().patterns;
    if (!found.index || !patterns.joining.match(found[1])) return true;
    return Boolean(patterns.joined_left.search(words.slice(0, found.index)));
  }

  /* ---- declared short ---- */

  /* The declared short names: 《甲条例》（以下简称《条例》） makes 条例 mean 甲条例. */
  C.shortNames = function (text, known) {
    var patterns = C.grammar().patterns;
    var found = [];
    patterns.opening.all(text).forEach(function (mark) {
      var opening = bracketAround(text, mark.index);
      var declares = patterns.declares.match(text, mark.index);
      if (opening < 0 || !declares) return;
      var words = C.trim(declares[1]);
      var shorts = patterns.quoted.all(words).map(function (quoted) { return quoted[1]; });
      if (shorts.length < 2) {
        words = patterns.marks.without(words);
        shorts = patterns.several.search(mark[0]) ? words.split(patterns.between.first) : [words];
      }
      var full = namesBefore(text, opening, shorts.length, known);
      if (full.length === 1) full = shorts.map(function () { return full[0]; });
      shorts = full.length ? shorts.slice(-full.length) : [];
      var noted = C.versionInNote(text.slice(opening, mark.index));
      shorts.forEach(function (short, index) {
        if (short.startsWith("本")) return;
        found.push({
          opening: opening, start: mark.index + declares[0].length, short: short,
          full: full[index].text, version: full[index].version || noted
        });
      });
    });
    return found;
  };

  /* Where the bracket opens in which `at` stands, or -1. */
  function bracketAround(text, at) {
    var window = text.slice(Math.max(0, at - WINDOW), at);
    var line = window.slice(window.lastIndexOf("\n") + 1);
    var opening = Math.max(line.lastIndexOf("（"), line.lastIndexOf("("));
    var closed = Math.max(line.lastIndexOf("）"), line.lastIndexOf(")"));
    return opening > closed ? at - line.length + opening : -1;
  }

  /* The `count` names that end at the bracket at `end`. */
  function namesBefore(text, end, count, known) {
    var patterns = C.grammar().patterns;
    var window = text.slice(Math.max(0, end - BEFORE), end);
    var line = window.slice(window.lastIndexOf("\n") + 1);
    var marked = patterns.NAME.all(line);
    var last = marked[marked.length - 1];
    if (last && patterns.only_notes.fits(line.slice(last.index + last[0].length))) {
      return marked.slice(-count).map(function (found) { return markedName(line, found); });
    }
    var plain = C.plainName(text, end, end - line.length, known);
    return plain && count === 1 ? [plain] : [];
  }
})(KB.citations = KB.citations || {});
