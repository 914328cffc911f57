/* The answer to a query: KB.search on every page.
 *
 * KB.runSearch(query, {types, years, topics, statuses, behaviours, levels, sort, limit, excerpts, asIs})
 *   → Promise of {total, hits, facets, partial, missing, repaired, near, words}
 *   hits: [{id, type, url, title, path, excerpt, marks, score, code, badges}]
 * `limit` is 10 if none is given. The first `excerpts` hits (10 if none is given) have their words;
 * KB.excerpts(query, ids) brings those of others. `partial`: not all terms stand in one unit.
 * `missing`: the article that was asked for and that the site does not have. `repaired`: the words
 * that were searched in place of what was typed; `asIs` forbids that. `near`: related words.
 * `words`: what the page of a hit marks.
 */
var Engine = (function () {
  var LIMIT = 10;
  var FIRST = 10;
  var KEPT = 3;
  var MOST_PAGES = 12;
  var LATIN = /^[a-z][a-z' ]{0,39}$/;
  var HAN = /\p{Script=Han}/u;
  var kept = new Map();

  /* All that a query finds, best first; the last answers are kept. */
  function answer(query, asIs) {
    var key = (asIs ? "=" : "?") + query;
    var known = kept.get(key);
    if (!known) {
      known = find(query, asIs);
      known.catch(function () { kept.delete(key); });
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value);
    } else {
      kept.delete(key);
    }
    kept.set(key, known);
    return known;
  }

  function find(query, asIs) {
    return Store.ready().then(function () {
      var plain = Normal.normal(query.slice(0, 400));
      var strange = Array.from(plain).some(function (sign) { return HAN.test(sign) && !Postings.has(sign); });
      var latin = LATIN.test(plain.trim()) && /[a-z]{2}/.test(plain);
      return strange ? Normal.ready().then(function () { return latin; }) : latin;
    }).then(function (latin) {
      return look(query).then(function (made) {
        if (asIs || made.cited || made.exact || !made.terms.length) return made;
        if (latin) return Readings.ready().then(function () { return spelled(query, made); });
        return made.named || made.terms.length > 1 && made.found.length ? made : homophone(query, made);
      });
    });
  }

  /* What is found for the query as it stands. */
  function look(query) {
    var parsed = Words.parse(query);
    var made = {
      query: query, terms: parsed.terms, words: [], found: new Int32Array(0), scores: new Float32Array(0), exact: false,
      partial: false, missing: "", repaired: null, cited: null, named: false
    };
    if (!parsed.terms.length) return Promise.resolve(made);
    var cited = Names.cite(query);
    var weights = Rank.weigh(parsed);
    return Postings.load(Rank.files(weights, parsed)).then(function () {
      var result = Rank.search(parsed, weights);
      var scores = result.scores;
      var whole = parsed.joined || parsed.terms[0].run;
      var named = cited ? [] : name(whole);
      var first = named.map(function (block, index) { return [block, Rank.NAMED - index]; })
        .concat(cited ? cited.blocks.map(function (block, index) { return [block, Rank.CITED - index]; }) : []);
      made.exact = result.whole > 0;
      made.named = named.length > 0;
      made.cited = cited;
      made.missing = cited ? cited.missing : "";
      made.partial = !made.exact && !first.length;
      var coded = cited && cited.code;
      var strict = coded || made.exact && parsed.terms.length === 1 && !Words.isSaid(parsed.terms[0].run);
      var least = strict ? Rank.tuning.exact : Rank.tuning.rest * top(result);
      var list = result.touched.filter(function (block) { return scores[block] >= least; });
      list.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
      order(made, first, list, function (block) { return scores[block]; });
      made.words = marked(parsed, cited, true);
      made.shown = marked(parsed, cited, false);
      return made;
    });
  }

  /* Set what is found: `first`, pairs of block and score, then those of the `rest` not among them. */
  function order(made, first, rest, scoreOf) {
    var ahead = new Map();
    first.forEach(function (pair) { if (!ahead.has(pair[0])) ahead.set(pair[0], pair[1]); });
    var others = rest.filter(function (block) { return !ahead.has(block); });
    made.found = new Int32Array(ahead.size + others.length);
    made.found.set(Array.from(ahead.keys()));
    made.found.set(others, ahead.size);
    made.scores = Float32Array.from(made.found, function (block) {
      return ahead.has(block) ? ahead.get(block) : scoreOf(block);
    });
  }

  /* The best score without what exact finds add. */
  function top(result) {
    var best = 0;
    result.touched.forEach(function (block) {
      var plain = result.scores[block] - result.exact[block];
      if (plain > best) best = plain;
    });
    return best;
  }

  /* The introductions of the pages that are called `text`, best first. */
  function name(text) {
    if (Array.from(text).length < 2) return [];
    return Names.matches(text).filter(function (one) {
      if (one.page.type === "term") return one.fit === Names.EQUAL;
      return one.fit < Names.SCATTERED || (Array.from(text).length > 2 && one.loss <= 2 * text.length);
    }).slice(0, MOST_PAGES).filter(function (one, index, all) {
      return one.fit === all[0].fit && (one.fit !== Names.SCATTERED || index < 4);
    }).map(function (one) { return Pages.intro(one.page); }).filter(function (block) { return block >= 0; });
  }

  /* The words that an excerpt marks; without `pairs` those that the page marks. */
  function marked(parsed, cited, pairs) {
    var words = [];
    parsed.terms.forEach(function (term) {
      words = words.concat(term.forms);
      Words.pieces(term.run).forEach(function (piece) {
        words.push(piece);
        if (pairs && piece.length > 3) words = words.concat(Normal.pairs(piece));
      });
      Words.meanings(term.run).forEach(function (one) {
        one.means.forEach(function (pair) { words.push(Normal.normal(pair[0])); });
      });
    });
    return Words.distinct(words.concat(cited ? cited.words : []));
  }

  /* Pinyin and initials: the words that they may mean. */
  function spelled(query, made) {
    var letters = Normal.normal(query).replace(/[' ]/g, "");
    return instead(query, made, Readings.fromLetters(letters), true);
  }

  /* Homophones: the words of the site that sound as the query does. */
  function homophone(query, made) {
    var run = made.terms[0].run;
    if (Array.from(run).length < 2 || Words.asks(run)) return Promise.resolve(made);
    return Readings.ready().then(function () {
      var number = /第?[0-9零〇一二三四五六七八九十百]+[条步].*$/.exec(run);
      var name_ = number ? run.slice(0, number.index) : run;
      var found = Readings.fromSound(name_).map(function (word) { return word + (number ? number[0] : ""); });
      return instead(query, made, found, false);
    });
  }

  /* Search the first of `words` that the site has in place of the query; where `all` may be meant,
   * the pages that the others name come after the first. */
  function instead(query, made, words, all) {
    if (!words.length) return made;
    return look(words[0]).then(function (other) {
      if (!other.exact && !other.cited && !other.named && !Words.isSaid(words[0])) return instead(query, made, words.slice(1), all);
      var first = other.named ? [[other.found[0], Rank.NAMED]] : [];
      (all ? words : []).forEach(function (word) {
        name(word).slice(0, 3).forEach(function (block) { first.push([block, Rank.NAMED]); });
      });
      var scores = new Map();
      other.found.forEach(function (block, index) { scores.set(block, other.scores[index]); });
      order(other, first, other.found, function (block) { return scores.get(block); });
      other.repaired = words[0];
      return other;
    });
  }

  /* ---- filters ---- */

  var FILTERS = {
    types: function (page) { return [page.type]; },
    years: function (page) { return page.year ? [String(page.year)] : []; },
    topics: function (page) { return page.topics; },
    statuses: function (page) { return page.status ? [page.status] : []; },
    behaviours: function (page) { return page.behaviours; },
    levels: function (page) { return page.levels; }
  };

  function filter(found, options) {
    var chosen = Object.keys(FILTERS).filter(function (key) { return [].concat(options[key] || []).length; });
    var all = [];
    var fits = Pages.all().map(function (page) {
      return !chosen.length ? all : chosen.filter(function (key) {
        var wanted = [].concat(options[key]).map(String);
        return !FILTERS[key](page).some(function (word) { return wanted.indexOf(word) >= 0; });
      });
    });
    var counts = Pages.all().map(function () { return 0; });
    var left = found.filter(function (block) {
      var page = Pages.pageOf(block);
      counts[page] += 1;
      return !fits[page].length;
    });
    return { found: left, facets: facets(fits, counts) };
  }

  /* For each filter its words with the number of hits that choosing it would leave. */
  function facets(fits, counts) {
    var made = {};
    Object.keys(FILTERS).forEach(function (key) {
      var words = new Map();
      Pages.all().forEach(function (page, index) {
        if (!counts[index] || fits[index].some(function (one) { return one !== key; })) return;
        FILTERS[key](page).forEach(function (word) { words.set(word, (words.get(word) || 0) + counts[index]); });
      });
      made[key] = Array.from(words);
    });
    return made;
  }

  var ORDERS = {
    year: function (a, b) { return (Pages.of(b).year || 0) - (Pages.of(a).year || 0); },
    place: function (a, b) { return a - b; }
  };

  /* ---- hits ---- */

  /* A hit as the contract has it; its words come with its text. */
  function hit(block, score) {
    var page = Pages.of(block);
    var row = Texts.about(Pages.unit(block));
    var way = Pages.wayTo(block);
    var article = /^art-/.test(way.anchor);
    var label = article ? Names.label(way.anchor) : "";
    var above = row ? row.above.concat(way.anchor ? [row.own || row.title || label] : [])
      : way.above.concat(article ? [label] : []);
    var own = above.length ? above[above.length - 1] : "";
    var gap = page.type === "article" || !own ? "" : "\u3000";
    var title = !row ? (page.type === "term" ? own || page.title : page.title + gap + own)
      : row.title && row.title[0] === "=" ? row.title.slice(1) : page.title + (row.title || label);
    var code = page.code + (article ? "-" + way.anchor.slice(4).replace("-", ".") : "");
    return {
      id: page.id + (way.anchor ? "#" + way.anchor : ""), type: page.type,
      url: page.url + (way.anchor ? "#" + way.anchor : ""), title: title, path: [page.name].concat(above),
      excerpt: null, marks: null, score: Math.round(score * 100) / 100,
      code: row && row.code || code, badges: Pages.badges(page)
    };
  }

  function atMost(number, otherwise) {
    var given = number === undefined || number === null ? otherwise : Number(number);
    return given >= 0 ? Math.floor(given) : otherwise;
  }

  KB.runSearch = function (query, options) {
    var wanted = options || {};
    var asked = query === undefined || query === null ? "" : String(query);
    return answer(asked, wanted.asIs).then(function (made) {
      var left = filter(made.found, wanted);
      if (ORDERS[wanted.sort]) left.found.sort(ORDERS[wanted.sort]);
      var shown = Array.from(left.found.subarray(0, atMost(wanted.limit, LIMIT)));
      var first = shown.slice(0, atMost(wanted.excerpts, FIRST));
      var loading = [Texts.load(first.map(Pages.unit))];
      if (shown.length > first.length) loading.push(Pages.headings());
      return Promise.all(loading).then(function () {
        var scores = new Map(shown.map(function (block) { return [block, 0]; }));
        made.found.forEach(function (block, index) { if (scores.has(block)) scores.set(block, made.scores[index]); });
        var hits = shown.map(function (block) { return hit(block, scores.get(block)); });
        first.forEach(function (block, index) {
          Object.assign(hits[index], Excerpt.make(Texts.words(Pages.unit(block)), made.words));
        });
        return {
          total: left.found.length, hits: hits, facets: left.facets, partial: made.partial, missing: made.missing,
          repaired: made.repaired, near: Words.near(asked), words: made.shown || []
        };
      });
    });
  };

  /* Hits by their ids, without words, in the order given; those that the site has. */
  KB.places = function (ids) {
    return Store.ready().then(function () {
      var blocks = ids.map(Pages.find).filter(function (block) { return block >= 0; });
      return Texts.load(blocks.map(Pages.unit)).then(function () {
        return blocks.map(function (block) { return hit(block, 0); });
      });
    });
  };

  /* Whether the site has them: for each id its number among blocks, null for one that it has not. */
  KB.known = function (ids) {
    return Store.ready().then(function () {
      return ids.map(function (id) {
        var block = Pages.find(id);
        return block < 0 ? null : { block: block };
      });
    });
  };

  /* Hits by ids that the site has, with all their words in `parts`, [heading, text] each: a case is
   * taken whole, of any other page its introduction. */
  KB.passages = function (ids) {
    return Store.ready().then(function () {
      var places = ids.map(function (id) { return blocksOf(id, Pages.find(id)); });
      return Texts.load([].concat.apply([], places).map(Pages.unit)).then(function () {
        return places.map(function (blocks) {
          return Object.assign(hit(blocks[0], 0), {
            parts: blocks.map(function (block, at) {
              return [at ? hit(block, 0).path.slice(-1)[0] : "", Texts.words(Pages.unit(block))];
            })
          });
        });
      });
    });
  };

  function blocksOf(id, first) {
    var page = Pages.of(first);
    var blocks = [first];
    if (id.indexOf("#") > 0 || page.type !== "case") return blocks;
    for (var block = first + 1; block < page.end; block += 1) {
      if (Pages.isUnit(block)) blocks.push(block);
    }
    return blocks;
  }

  /* For the tests: the normal forms of texts. */
  KB.normal = function (texts) {
    return texts.map(function (text) { return Normal.normal(text); });
  };

  /* For the benchmark: leave parts of the ranking out. */
  KB.searchTuning = function (changed) {
    var before = Object.assign({}, Rank.tuning);
    Object.assign(Rank.tuning, changed);
    kept.clear();
    return before;
  };

  /* {excerpt, marks} of hits beyond the first, in the order of `ids`; null for one that is no hit. */
  KB.excerpts = function (query, ids, options) {
    var wanted = options || {};
    return answer(String(query), wanted.asIs).then(function (made) {
      var places = ids.map(Pages.find);
      return Texts.load(places.filter(function (block) { return block >= 0; }).map(Pages.unit)).then(function () {
        return places.map(function (block) {
          return block < 0 ? null : Excerpt.make(Texts.words(Pages.unit(block)), made.words);
        });
      });
    });
  };
})();
