/* From the tokens of a list of provisions to the provisions themselves, as in
 * hooks/kb/citations/provisions.py. A provision is {article, paragraph, item}; null where the words
 * do not say.
 */
(function (C) {
  "use strict";

  /* 第一条至第九千条 is not expanded: only its ends are kept. */
  var LONGEST_RANGE = 300;
  var FIELDS = { PARAGRAPH: "paragraph", ITEM: "item", ITEM_END: "item" };

  C.provision = function (article, paragraph, item) {
    return { article: article, paragraph: paragraph || null, item: item || null };
  };

  /* The end of its anchor: 33-p1-i2. */
  C.provisionKey = function (one) {
    return (one.article || "?") + (one.paragraph === null ? "" : "-p" + one.paragraph) +
      (one.item === null ? "" : "-i" + one.item);
  };

  /* The provisions that the tokens of 第五条、第六条第二款 mean: 5 and 6-p2.
   *
   * `start` is what 前款 or 本条 stand for, refined by a 第一项 that follows at once; `article` is
   * the one to which a 第一款 without article belongs; without it that is none.
   */
  C.readProvisions = function (pieces, start, article) {
    var found = (start || []).slice();
    var numbers = [];
    var joined = false;
    var ranged = false;
    var refines = false;
    pieces.forEach(function (piece) {
      var token = piece[0];
      var words = piece[1];
      if (token === "LIST" || token === "COMMA") {
        joined = true;
      } else if (token === "RANGE") {
        joined = ranged = true;
      } else if (token === "N" || token === "P") {
        if (!numbers.length) {
          refines = !joined;
          joined = false;
        }
        numbers.push({ value: C.parseNumeral(words.replace(/[ \u3000（）()]/g, "")), ranged: ranged });
        ranged = false;
      } else if (token.startsWith("ARTICLE")) {
        addArticles(found, numbers, words);
        numbers = [];
      } else if (token === "BRANCH") {
        addBranch(found, branchOf(words), ranged);
        joined = ranged = false;
      } else if (token in FIELDS) {
        addParts(found, numbers, FIELDS[token], refines, article || null);
        numbers = [];
      } else if (token === "PART" || token === "SUBITEM") {
        numbers = [];
      }
    });
    var seen = new Set();
    return found.filter(function (one) {
      if (one.article === null) return false;
      var key = C.provisionKey(one);
      return !seen.has(key) && seen.add(key);
    });
  };

  function extend(found, more) {
    more.forEach(function (one) { found.push(one); });
  }

  /* Add 第五、六条, or 第…至七条 as far as it goes; the 之三 in `words` belongs to the last. */
  function addArticles(found, numbers, words) {
    numbers.forEach(function (number, index) {
      extend(found, articles(found, number, index === numbers.length - 1 ? branchOf(words) : null));
    });
  }

  function articles(found, number, branch) {
    var first = found.length && number.ranged ? split(found[found.length - 1].article) : null;
    if (!first) return [article(number.value, branch)];
    if (first.number === number.value && branch !== null) {
      return upTo(first.branch || 0, branch).map(function (value) { return article(first.number, value); });
    }
    var whole = upTo(first.number, number.value).map(function (value) { return article(value, null); });
    return branch === null ? whole : whole.concat([article(number.value, branch)]);
  }

  /* Add 、之二 or 至之六 to the article before. */
  function addBranch(found, branch, ranged) {
    var last = found.length ? split(found[found.length - 1].article) : null;
    if (!last) return;
    var branches = ranged ? upTo(last.branch || 0, branch) : [branch];
    extend(found, branches.map(function (value) { return article(last.number, value); }));
  }

  /* Add 款 or 项: to the provision before where they follow at once, beside it in a list. */
  function addParts(found, numbers, field, refines, inArticle) {
    numbers.forEach(function (number) {
      var before = found.length ? found[found.length - 1] : C.provision(inArticle);
      var last = before[field];
      if (refines && found.length && last === null) found.pop();
      var values = number.ranged && last ? upTo(last, number.value) : [number.value];
      extend(found, values.map(function (value) {
        return field === "paragraph"
          ? { article: before.article, paragraph: value, item: null }
          : { article: before.article, paragraph: before.paragraph, item: value };
      }));
      refines = false;
    });
  }

  /* What follows `last` as far as `end`: upTo(5, 7) is 6 and 7. */
  function upTo(last, end) {
    if (!(last < end && end <= last + LONGEST_RANGE)) return [end];
    var values = [];
    for (var value = last + 1; value <= end; value += 1) values.push(value);
    return values;
  }

  function article(number, branch) {
    return C.provision(branch === null ? String(number) : number + "-" + branch);
  }

  function split(key) {
    if (!key) return null;
    var parts = key.split("-");
    return { number: Number(parts[0]), branch: parts[1] ? Number(parts[1]) : null };
  }

  function branchOf(words) {
    var cut = words.indexOf("之");
    return cut < 0 ? null : C.parseNumeral(words.slice(cut + 1).replace(/[ \u3000]/g, ""));
  }
})(KB.citations = KB.citations || {});
