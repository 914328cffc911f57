/* The interpreter of assets/citations/table.js, as hooks/kb/citations/grammar.py is of the same
 * table: tokens become patterns, productions become matchers.
 *
 * A matcher takes the text, an offset and the pieces so far, [[token, words], …]; it returns where
 * it ended, or -1 and adds none.
 */
(function (C) {
  "use strict";

  var INSERTED = /\{([A-Za-z]+)\}/g;
  var NOTATION = /[A-Za-z_]+|[()|?*]/g;
  /* Most repetitions of one `*`: a list of provisions is never longer, a trap may be. */
  var LONGEST_RUN = 400;

  /* ---- patterns ---- */

  function Pattern(source) {
    this.source = source;
    this.first = new RegExp(source);
    this.sticky = new RegExp(source, "y");
    this.whole = new RegExp("^(?:" + source + ")$");
  }

  /* What is found first in `text`. */
  Pattern.prototype.search = function (text) {
    return this.first.exec(text);
  };

  /* What stands in `text` at `at` exactly. */
  Pattern.prototype.match = function (text, at) {
    this.sticky.lastIndex = at || 0;
    return this.sticky.exec(text);
  };

  /* Whether all of `text` fits. */
  Pattern.prototype.fits = function (text) {
    return this.whole.test(text);
  };

  /* All that is found, one after the other. */
  Pattern.prototype.all = function (text) {
    var pattern = new RegExp(this.source, "g");
    var found = [];
    for (var one = pattern.exec(text); one; one = pattern.exec(text)) {
      found.push(one);
      if (!one[0]) pattern.lastIndex += 1;
    }
    return found;
  };

  /* `text` without what is found. */
  Pattern.prototype.without = function (text) {
    return text.replace(new RegExp(this.source, "g"), "");
  };

  function anyOf(words) {
    var sorted = words.slice().sort(function (a, b) {
      return b.length - a.length || (a < b ? -1 : 1);
    });
    return "(?:" + sorted.join("|") + ")";
  }

  function insert(source, sources) {
    return source.replace(INSERTED, function (all, name) { return sources[name]; });
  }

  /* ---- productions ---- */

  function token(name, pattern) {
    return function (text, start, pieces) {
      var found = pattern.match(text, start);
      if (!found) return -1;
      pieces.push([name, found[0]]);
      return start + found[0].length;
    };
  }

  function allOf(parts) {
    return function (text, start, pieces) {
      var mark = pieces.length;
      for (var i = 0; i < parts.length; i += 1) {
        start = parts[i](text, start, pieces);
        if (start < 0) {
          pieces.length = mark;
          return -1;
        }
      }
      return start;
    };
  }

  function firstOf(options) {
    return function (text, start, pieces) {
      for (var i = 0; i < options.length; i += 1) {
        var end = options[i](text, start, pieces);
        if (end >= 0) return end;
      }
      return -1;
    };
  }

  function repeated(part, most) {
    return function (text, start, pieces) {
      for (var i = 0; i < most; i += 1) {
        var end = part(text, start, pieces);
        if (end <= start) break;
        start = end;
      }
      return start;
    };
  }

  /* Compile `A B | C` from the front of `signs`, which are used up as far as they are read. */
  function choice(signs, known) {
    var options = [sequence(signs, known)];
    while (signs[0] === "|") {
      signs.shift();
      options.push(sequence(signs, known));
    }
    return options.length === 1 ? options[0] : firstOf(options);
  }

  function sequence(signs, known) {
    var parts = [];
    while (signs.length && signs[0] !== "|" && signs[0] !== ")") {
      var sign = signs.shift();
      var part = known[sign];
      if (sign === "(") {
        part = choice(signs, known);
        signs.shift();
      }
      if (signs[0] === "?" || signs[0] === "*") {
        part = repeated(part, signs.shift() === "?" ? 1 : LONGEST_RUN);
      }
      parts.push(part);
    }
    return parts.length === 1 ? parts[0] : allOf(parts);
  }

  /* A matcher for each production; a production may use any other that does not use it. */
  function compile(productions, sources) {
    var known = {};
    Object.keys(sources).forEach(function (name) {
      if (name === name.toUpperCase()) known[name] = token(name, new Pattern(sources[name]));
    });
    function add(name) {
      var signs = productions[name].match(NOTATION);
      signs.forEach(function (used) {
        if (used in productions && !(used in known)) add(used);
      });
      known[name] = choice(signs, known);
    }
    Object.keys(productions).forEach(function (name) {
      if (!(name in known)) add(name);
    });
    return known;
  }

  /* ---- the table ---- */

  function load(table) {
    var plain = table.plain_names;
    var sources = {
      spaces: table.spaces, nouns: anyOf(table.nouns), modifiers: anyOf(table.modifiers)
    };
    var patterns = {};
    var productions = {};
    Object.keys(table.tokens).forEach(function (name) {
      sources[name] = insert(table.tokens[name], sources);
    });
    [table.decide, plain, table.short_names].forEach(function (part) {
      Object.keys(part).forEach(function (name) {
        if (typeof part[name] === "string") patterns[name] = new Pattern(insert(part[name], sources));
      });
    });
    patterns.NAME = new Pattern(sources.NAME);
    patterns.boundary = new Pattern(anyOf(plain.passed_over) + "|(" + anyOf(plain.boundaries) + ")");
    table.productions.concat(table.forms).forEach(function (entry) {
      productions[entry.name] = entry.is;
    });
    return {
      matchers: compile(productions, sources),
      patterns: patterns,
      anchor: table.anchors.map(function (source) { return insert(source, sources); }).join("|"),
      titled: new Set(plain.titled),
      alone: new Set(plain.alone),
      names: C.names(table.names.join(" ").split(" ")),
      white: new RegExp("^[" + table.spaces + "]+|[" + table.spaces + "]+$", "g")
    };
  }

  var grammar = null;

  /* The table ready to be used: {matchers, patterns, anchor, titled, alone, names, white}. */
  C.grammar = function () {
    grammar = grammar || load(C.table);
    return grammar;
  };

  C.trim = function (text) {
    return text.replace(C.grammar().white, "");
  };
})(KB.citations = KB.citations || {});
